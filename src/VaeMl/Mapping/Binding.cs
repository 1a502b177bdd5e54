using Microsoft.ML;
using Microsoft.ML.Data;
using VaeMl.Contracts;
using VaeMl.Inputs;
using VaeMl.Tables;

namespace VaeMl.Mapping;

/// <summary>A transformer bound to an input schema. The output has the input's columns, followed by the added ones.</summary>
internal sealed class Binding
{
    private readonly OutputColumn[] _outputs;

    /// <param name="model">The model.</param>
    /// <param name="columns">The columns to read and to add.</param>
    /// <param name="sizes">For each input column of a table, the number of vector elements, or 0 for a scalar; null if unknown from training.</param>
    /// <param name="input">The schema of the data.</param>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing, has an unsupported type, or does not match the model's type or width.</exception>
    public Binding(VaeModel model, VaeColumns columns, IReadOnlyList<int>? sizes, DataViewSchema input)
    {
        Model = model;
        InputSchema = input;
        Features = columns.InputColumnNames is { } names
            ? InputTable.Find(input, names, sizes, model.Schema ?? TableSchema.ForFeatures(model.FeatureNames, model.FeatureLevels))
            : InputColumn.Find(input, columns.InputColumnName, model.FeatureCount);
        _outputs = [.. columns.Outputs().Select(column => column.Column)];
        DataViewSchema.Builder builder = new();
        builder.AddColumns(input);
        foreach ((OutputColumn column, string name) in columns.Outputs())
            builder.AddColumn(name, TypeOf(column), OutputAnnotations.Create(column, this));
        OutputSchema = builder.ToSchema();
    }

    public VaeModel Model { get; }

    public DataViewSchema InputSchema { get; }

    /// <summary>The output schema. All views and rows share this instance, because ML.NET compares schemas by reference.</summary>
    public DataViewSchema OutputSchema { get; }

    /// <summary>The input columns that hold the features.</summary>
    public IInputFeatures Features { get; }

    /// <summary>The added column at an output index; null for a column of the input.</summary>
    public OutputColumn? OutputAt(int index) => index < InputSchema.Count ? null : _outputs[index - InputSchema.Count];

    /// <summary>The added columns among the given output columns.</summary>
    public HashSet<OutputColumn> ActiveOutputs(IEnumerable<DataViewSchema.Column> columns) =>
        [.. columns.Where(column => column.Index >= InputSchema.Count).Select(column => _outputs[column.Index - InputSchema.Count])];

    /// <summary>The input columns among the given output columns.</summary>
    public IEnumerable<DataViewSchema.Column> PassedThrough(IEnumerable<DataViewSchema.Column> columns) =>
        columns.Where(column => column.Index < InputSchema.Count).Select(column => column.Index).Distinct().Select(index => InputSchema[index]);

    /// <summary>The input columns needed for the given output columns.</summary>
    public DataViewSchema.Column[] Needed(IReadOnlyCollection<DataViewSchema.Column> columns)
    {
        IEnumerable<DataViewSchema.Column> passed = PassedThrough(columns);
        return [.. ActiveOutputs(columns).Count > 0 ? passed.Concat(Features.Columns).DistinctBy(column => column.Index) : passed];
    }

    /// <summary>The slot names of an added column; null for a scalar.</summary>
    public IReadOnlyList<string>? SlotNames(OutputColumn column) => column.Length switch
    {
        OutputLength.Scalar => null,
        OutputLength.LatentSize => [.. Enumerable.Range(0, Model.LatentSize).Select(k => $"z{k}")],
        OutputLength.Features => Model.FeatureNames,
        OutputLength.Contributions => Features.Table is { } table ? [.. table.Columns.Select(of => of.Name)] : Model.FeatureNames,
        var other => throw new InvalidOperationException($"Unknown length {other}."),
    };

    private DataViewType TypeOf(OutputColumn column) => SlotNames(column) is { } slots
        ? new VectorDataViewType(NumberDataViewType.Single, slots.Count)
        : column.FlaggedBy is not null ? BooleanDataViewType.Instance : NumberDataViewType.Single;
}
