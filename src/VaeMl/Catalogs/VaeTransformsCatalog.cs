using Microsoft.ML.Runtime;
using VaeMl;
using VaeMl.Compatibility;

namespace Microsoft.ML;

/// <summary>Variational autoencoders among the transforms.</summary>
public static class VaeTransformsCatalog
{
    /// <summary>Learns to encode a column of features as a few latent variables, without labels: features for any trainer that follows.</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="outputColumnName">The column added: the latent mean μ(x), Vector&lt;Single, q&gt;.</param>
    /// <param name="inputColumnName">
    /// The features, d numbers in the data's own units, NaN where missing; null: as <paramref name="outputColumnName"/>.
    /// </param>
    /// <param name="latentSize">The number q of latent variables; null: half the number of features, between 1 and 32.</param>
    /// <param name="elboColumnName">A further column: the evidence lower bound in nats, Single, higher is more usual; null: none.</param>
    /// <param name="seed">The seed of everything random in training; null: that of MLContext.</param>
    /// <exception cref="ArgumentException">A name is empty or given twice, or the size is below 1.</exception>
    /// <remarks>
    /// <para>
    /// Encoder and decoder are neural networks that maximise, row by row, the evidence lower bound
    /// ELBO(x) = E_q[log p(x|z)] − KL(q(z|x) ‖ N(0, I)) ≤ log p(x), with q(z|x) = N(μ(x), diag σ²(x)) (Kingma and Welling 2014).
    /// Scaling and missing values are dealt with inside the model.
    /// </para>
    /// <list type="table">
    /// <listheader><term>Characteristic</term><description></description></listheader>
    /// <item><term>Does this estimator need to look at the data to train its parameters?</term><description>Yes: one pass, into memory; another one before it for text, keys and dates</description></item>
    /// <item><term>Input column data type</term><description>Known-size vector or scalar of Single, Double, Boolean or integers, dense or sparse; or several columns, also of text, keys and dates</description></item>
    /// <item><term>Output column data type</term><description>Vector of Single (latent mean), Single (ELBO)</description></item>
    /// <item><term>Labels</term><description>None</description></item>
    /// <item><term>Normalization or caching needed before</term><description>No</description></item>
    /// <item><term>Exportable to ONNX</term><description>By <see cref="VaeTransformer.SaveOnnx(Stream)"/></description></item>
    /// </list>
    /// </remarks>
    /// <example>
    /// <code>
    /// MLContext mlContext = new(seed: 1);
    /// var pipeline = mlContext.Transforms.Concatenate("Features", "Speed", "Load", "Heat")
    ///     .Append(mlContext.Transforms.VaeEncode("Latent", "Features", latentSize: 2));
    /// var model = pipeline.Fit(data);
    /// IDataView encoded = model.Transform(data);                      // adds Latent and Elbo
    /// mlContext.Model.Save(model, data.Schema, "model.zip");          // and mlContext.Model.Load("model.zip", out _)
    /// </code>
    /// </example>
    public static VaeEstimator VaeEncode(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        int? latentSize = null,
        string? elboColumnName = "Elbo",
        int? seed = null) =>
        catalog.VaeEncode(new VaeEncodeOptions
        {
            InputColumnName = inputColumnName ?? outputColumnName,
            LatentColumnName = outputColumnName,
            ElboColumnName = elboColumnName,
            Vae = new VaeOptions { LatentSize = latentSize },
            Seed = seed,
        });

    /// <summary>Learns to encode several columns of numbers, Booleans, text, keys and dates, with no step before that would join or encode them.</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="outputColumnName">The column added: the latent mean μ(x), Vector&lt;Single, q&gt;. A further one is Elbo.</param>
    /// <param name="inputColumnNames">The columns, see <see cref="VaeColumns.InputColumnNames"/>.</param>
    /// <exception cref="ArgumentException">A name is empty or given twice.</exception>
    public static VaeEstimator VaeEncode(this TransformsCatalog catalog, string outputColumnName, params string[] inputColumnNames) =>
        catalog.VaeEncode(new VaeEncodeOptions { InputColumnNames = inputColumnNames, LatentColumnName = outputColumnName });

    /// <summary>Learns to encode, with all options. See the other overload for what is learned.</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="options">What to train and which columns to add; by default Latent and Elbo.</param>
    /// <exception cref="ArgumentException">Options lie outside their ranges, or names are empty or given twice; the message names each.</exception>
    public static VaeEstimator VaeEncode(this TransformsCatalog catalog, VaeEncodeOptions options) => new(EnvironmentOf(catalog), options);

    /// <summary>Encodes a column of features by a model trained or loaded elsewhere.</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="outputColumnName">The column added: the latent mean μ(x), Vector&lt;Single, q&gt;.</param>
    /// <param name="inputColumnName">The features, d numbers.</param>
    /// <param name="model">The model, of d features.</param>
    /// <param name="elboColumnName">A further column: the evidence lower bound in nats, Single, higher is more usual; null: none.</param>
    /// <exception cref="ArgumentException">A name is empty or given twice.</exception>
    public static VaeModelEstimator VaeEncode(
        this TransformsCatalog catalog, string outputColumnName, string inputColumnName, VaeModel model, string? elboColumnName = "Elbo") =>
        catalog.VaeEncode(model, new VaeColumns
        {
            InputColumnName = inputColumnName,
            LatentColumnName = outputColumnName,
            ElboColumnName = elboColumnName,
        });

    /// <summary>Encodes the columns that a model trained or loaded elsewhere names, such as one of the tool's: those of its <see cref="VaeModel.Schema"/>.</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="model">The model.</param>
    /// <param name="outputColumnName">The column added: the latent mean μ(x), Vector&lt;Single, q&gt;.</param>
    /// <param name="elboColumnName">A further column: the evidence lower bound in nats, Single, higher is more usual; null: none.</param>
    /// <exception cref="ArgumentException">A name is empty or given twice.</exception>
    public static VaeModelEstimator VaeEncode(
        this TransformsCatalog catalog, VaeModel model, string outputColumnName = "Latent", string? elboColumnName = "Elbo")
    {
        ArgumentNullException.ThrowIfNull(model);
        return catalog.VaeEncode(model, new VaeColumns
        {
            InputColumnNames = model.Schema is { } schema ? [.. schema.Columns.Select(column => column.Name)] : model.FeatureNames,
            LatentColumnName = outputColumnName,
            ElboColumnName = elboColumnName,
        });
    }

    /// <summary>Adds any of a model's columns, the model being trained or loaded elsewhere.</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="model">The model.</param>
    /// <param name="columns">The columns read and the columns added; by default none is.</param>
    /// <exception cref="ArgumentException">No column is added, or names are empty or given twice.</exception>
    public static VaeModelEstimator VaeEncode(this TransformsCatalog catalog, VaeModel model, VaeColumns columns) =>
        new(EnvironmentOf(catalog), model, columns);

    private static IHostEnvironment EnvironmentOf(TransformsCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return MlNetInternals.Environment(catalog);
    }
}
