using Microsoft.ML;
using Microsoft.ML.Data;
using VaeMl.Data;
using VaeMl.Inputs;
using VaeMl.Tables;

namespace VaeMl.Mapping;

/// <summary>A transformer bound to a schema: the input's columns, followed by the added ones.</summary>
internal sealed class Binding
{
    private readonly Output[] _outputs;

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
        _outputs = [.. columns.Outputs().Select(column => column.Output)];
        DataViewSchema.Builder builder = new();
        builder.AddColumns(input);
        foreach ((Output output, string name) in columns.Outputs())
            builder.AddColumn(name, TypeOf(output), OutputAnnotations.Create(output, this));
        OutputSchema = builder.ToSchema();
    }

    public VaeModel Model { get; }

    public DataViewSchema InputSchema { get; }

    /// <summary>One instance for all that is bound here: ML.NET compares schemas by reference.</summary>
    public DataViewSchema OutputSchema { get; }

    /// <summary>The features' columns in the input.</summary>
    public IInputFeatures Features { get; }

    /// <summary>What each contribution is of: a column of a table, or otherwise a feature.</summary>
    public IReadOnlyList<string> ContributionNames => Features.Table is { } table ? [.. table.Columns.Select(column => column.Name)] : Model.FeatureNames;

    /// <summary>Which added column this is; null for one of the input's.</summary>
    public Output? OutputAt(int index) => index < InputSchema.Count ? null : _outputs[index - InputSchema.Count];

    /// <summary>Which added columns are among the output's columns given.</summary>
    public HashSet<Output> ActiveOutputs(IEnumerable<DataViewSchema.Column> columns) =>
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

    private DataViewType TypeOf(Output output) => output switch
    {
        Output.Elbo or Output.Score => NumberDataViewType.Single,
        Output.PredictedLabel => BooleanDataViewType.Instance,
        Output.Latent or Output.LatentVariance => new VectorDataViewType(NumberDataViewType.Single, Model.LatentSize),
        Output.Contributions => new VectorDataViewType(NumberDataViewType.Single, ContributionNames.Count),
        _ => new VectorDataViewType(NumberDataViewType.Single, Model.FeatureCount),
    };
}
