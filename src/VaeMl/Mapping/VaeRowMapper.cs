using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace VaeMl.Mapping;

/// <summary>Maps single rows, for PredictionEngine.</summary>
internal sealed class VaeRowMapper(IHostEnvironment environment, Binding binding) : IRowToRowMapper
{
    public DataViewSchema InputSchema => binding.InputSchema;

    public DataViewSchema OutputSchema => binding.OutputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        binding.Needed([.. dependingColumns]);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Schema != InputSchema)
            throw new ArgumentException("The row's schema must be the one that the mapper is bound to.", nameof(input));
        return new VaeRow(binding, input, binding.ActiveOutputs(activeColumns), new UnusableRows(environment, 1));
    }
}
