using Microsoft.ML;
using Microsoft.ML.Runtime;
using VaeMl.Mapping;
using VaeMl.Persistence;

namespace VaeMl;

/// <summary>Adds an existing model to a pipeline. Fit trains nothing and reads no rows.</summary>
public sealed class VaeModelEstimator : IEstimator<VaeTransformer>
{
    private readonly VaeTransformer _transformer;

    /// <summary>Creates an estimator.</summary>
    /// <param name="environment">An <see cref="MLContext"/>.</param>
    /// <param name="model">The model.</param>
    /// <param name="columns">The columns to read and to add.</param>
    /// <exception cref="ArgumentException">No column is added, or names are empty or used twice.</exception>
    public VaeModelEstimator(IHostEnvironment environment, VaeModel model, VaeColumns columns) =>
        _transformer = new VaeTransformer(environment, model, columns);

    /// <summary>Checks that the input columns match the model.</summary>
    /// <param name="input">Data with the input columns.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing, or its type or width does not match the model.</exception>
    /// <exception cref="NotSupportedException">The transformer could not be saved with this version of ML.NET.</exception>
    public VaeTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        PersistenceProbe.ThrowIfBroken();
        return _transformer.For(input.Schema);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or has an unsupported type; the message says what to do.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => OutputShape.Build(inputSchema, _transformer.Columns);
}
