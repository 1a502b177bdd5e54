using Microsoft.ML;
using Microsoft.ML.Data;
using VaeMl.Compatibility;
using VaeMl.Contracts;
using VaeMl.Inputs;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace VaeMl.Mapping;

/// <summary>Builds the schema shape that an estimator promises: the input's columns and the added ones.</summary>
internal static class OutputShape
{
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or has an unsupported type.</exception>
    public static SchemaShape Build(SchemaShape input, VaeColumns columns)
    {
        foreach (string name in columns.InputNames)
            InputSchema.Check(input, name);
        SchemaShape.Column[] added = [.. columns.Outputs().Select(column => Shape(column.Column, column.Name))];
        return new SchemaShape(input.Where(column => added.All(other => other.Name != column.Name)).Concat(added));
    }

    private static SchemaShape.Column Shape(OutputColumn column, string name) => MlNetInternals.ShapeColumn(
        name,
        column.Length == OutputLength.Scalar ? VectorKind.Scalar : VectorKind.Vector,
        column.FlaggedBy is not null ? BooleanDataViewType.Instance : NumberDataViewType.Single,
        false,
        column.Length != OutputLength.Scalar ? SlotNames() : column.ScoreValueKind is not null ? ScoreAnnotations() : null);

    private static SchemaShape SlotNames() =>
        new([MlNetInternals.ShapeColumn(OutputAnnotations.SlotNames, VectorKind.Vector, TextDataViewType.Instance, false, null)]);

    private static SchemaShape ScoreAnnotations() => new(
    [
        MlNetInternals.ShapeColumn(OutputAnnotations.ScoreColumnKind, VectorKind.Scalar, TextDataViewType.Instance, false, null),
        MlNetInternals.ShapeColumn(OutputAnnotations.ScoreValueKind, VectorKind.Scalar, TextDataViewType.Instance, false, null),
        MlNetInternals.ShapeColumn(OutputAnnotations.ScoreColumnSetId, VectorKind.Scalar, NumberDataViewType.UInt32, true, null),
    ]);
}
