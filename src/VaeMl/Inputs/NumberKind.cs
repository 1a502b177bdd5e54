using Microsoft.ML;
using Microsoft.ML.Data;

namespace VaeMl.Inputs;

/// <summary>A column of numbers, as scalars or in vectors. Each number is a feature.</summary>
internal sealed class NumberKind<T>(DataViewType itemType, OnnxInputType onnxType, Conversion<T> conversion) : InputKind
    where T : struct
{
    public override OnnxInputType OnnxType => onnxType;

    public override int Width(DataViewType type) => type is VectorDataViewType vector ? vector.Size : 1;

    /// <summary>The slot names, with f0, f1, … in place of empty ones; for a scalar, the column's name.</summary>
    public override string[]? Names(DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType)
            return [column.Name];
        if (!column.HasSlotNames())
            return null;
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select((name, j) => name.IsEmpty ? $"f{j}" : name.ToString())];
    }

    public override NumberReader Reader(DataViewRow source, DataViewSchema.Column column) => column.Type is VectorDataViewType
        ? new VectorReader<T>(source, column, conversion)
        : new ScalarReader<T>(source, column, conversion);

    protected override bool Holds(DataViewType other) => itemType.Equals(other);
}
