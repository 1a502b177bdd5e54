using Microsoft.ML;
using Microsoft.ML.Data;
using VaeMl.Contracts;
using VaeMl.Inputs;
using VaeMl.Tables;

namespace VaeMl.Mapping;

/// <summary>A transformer bound to a schema: the input's columns, followed by the added ones.</summary>
internal sealed class Binding
{
    private readonly OutputColumn[] _outputs;

    /// <param name="model">What scores.</param>
    /// <param name="columns">The columns read and added.</param>
    /// <param name="sizes">For each column of a table the number of a vector's elements, 0 for a scalar; null if training did not tell.</param>
    /// <param name="input">Of the data.</param>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing, or of a type that cannot be read, or of another type or width than the model's.</exception>
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

    /// <summary>One instance for all that is bound here: ML.NET compares schemas by reference.</summary>
    public DataViewSchema OutputSchema { get; }

    /// <summary>The features' columns in the input.</summary>
    public IInputFeatures Features { get; }

    /// <summary>Which added column this is; null for one of the input's.</summary>
    public OutputColumn? OutputAt(int index) => index < InputSchema.Count ? null : _outputs[index - InputSchema.Count];

    /// <summary>Which added columns are among the output's columns given.</summary>
    public HashSet<OutputColumn> ActiveOutputs(IEnumerable<DataViewSchema.Column> columns) =>
        [.. columns.Where(column => column.Index >= InputSchema.Count).Select(column => _outputs[column.Index - InputSchema.Count])];

    /// <summary>The input's columns among the output's columns given.</summary>
    public IEnumerable<DataViewSchema.Column> PassedThrough(IEnumerable<DataViewSchema.Column> columns) =>
        columns.Where(column => column.Index < InputSchema.Count).Select(column => column.Index).Distinct().Select(index => InputSchema[index]);

    /// <summary>The input's columns that the output's columns given are made of.</summary>
    public DataViewSchema.Column[] Needed(IReadOnlyCollection<DataViewSchema.Column> columns)
    {
        IEnumerable<DataViewSchema.Column> passed = PassedThrough(columns);
        return [.. ActiveOutputs(columns).Count > 0 ? passed.Concat(Features.Columns).DistinctBy(column => column.Index) : passed];
    }

    /// <summary>What each element of an added column is of; null for a scalar.</summary>
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
