using Microsoft.ML;
using Microsoft.ML.Runtime;
using VaeMl.Mapping;
using VaeMl.Persistence;

namespace VaeMl;

/// <summary>Takes a model trained or loaded elsewhere into a pipeline. Fit trains nothing and reads no row.</summary>
public sealed class VaeModelEstimator : IEstimator<VaeTransformer>
{
    private readonly VaeTransformer _transformer;

    /// <summary>Makes an estimator.</summary>
    /// <param name="environment">An <see cref="MLContext"/>.</param>
    /// <param name="model">The model.</param>
    /// <param name="columns">The columns read and the columns added.</param>
    /// <exception cref="ArgumentException">No column is added, or names are empty or given twice.</exception>
    public VaeModelEstimator(IHostEnvironment environment, VaeModel model, VaeColumns columns) =>
        _transformer = new VaeTransformer(environment, model, columns);

    /// <summary>Checks that the data fits the model.</summary>
    /// <param name="input">Data with the input columns.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing, or has another type or width than the model's.</exception>
    public VaeTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        PersistenceProbe.ThrowIfBroken();
        return _transformer.For(input.Schema);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or of a type that cannot be read; the message says what to do.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => OutputShape.Build(inputSchema, _transformer.Columns);
}
