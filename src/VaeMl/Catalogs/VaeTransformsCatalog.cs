using Microsoft.ML.Runtime;
using VaeMl;
using VaeMl.Compatibility;

namespace Microsoft.ML;

/// <summary>Adds variational autoencoders to the transforms.</summary>
public static class VaeTransformsCatalog
{
    /// <summary>Learns from unlabelled data to encode a column of features as a few latent variables, which any trainer can use as features.</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="outputColumnName">The name of the added column with the latent mean μ(x): Vector&lt;Single, q&gt;.</param>
    /// <param name="inputColumnName">
    /// The column of features, d numbers in their original units; NaN where missing. Null: the same name as <paramref name="outputColumnName"/>.
    /// </param>
    /// <param name="latentSize">The number q of latent variables; null: half the number of features, between 1 and 32.</param>
    /// <param name="elboColumnName">The name of the added column with the evidence lower bound: Single, in nats; higher is more normal. Null: none is added.</param>
    /// <param name="seed">The random seed of training; null: the seed of MLContext.</param>
    /// <exception cref="ArgumentException">A name is empty or used twice, or the latent size is below 1.</exception>
    /// <remarks>
    /// <para>
    /// The encoder and the decoder are neural networks. Training maximises the evidence lower bound of each row,
    /// ELBO(x) = E_q[log p(x|z)] − KL(q(z|x) ‖ N(0, I)) ≤ log p(x), with q(z|x) = N(μ(x), diag σ²(x)) (Kingma and Welling 2014).
    /// The model itself handles scaling and missing values.
    /// </para>
    /// <list type="table">
    /// <listheader><term>Characteristic</term><description></description></listheader>
    /// <item><term>Does this estimator need to look at the data to train its parameters?</term><description>Yes: the data is read once, into memory;
    /// a first pass is added for text, keys and dates</description></item>
    /// <item><term>Input column data type</term><description>Known-size vector or scalar of Single, Double, Boolean or integers, dense or sparse;
    /// or several columns, which may also hold text, keys and dates</description></item>
    /// <item><term>Output column data type</term><description>Vector of Single (latent mean), Single (ELBO)</description></item>
    /// <item><term>Labels</term><description>None</description></item>
    /// <item><term>Is normalization or caching required?</term><description>No</description></item>
    /// <item><term>Exportable to ONNX</term><description>Yes, with <see cref="VaeTransformer.SaveOnnx(Stream)"/></description></item>
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

    /// <summary>Learns to encode several columns of numbers, Booleans, text, keys and dates. They need not be concatenated or encoded first.</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="outputColumnName">The name of the added column with the latent mean μ(x): Vector&lt;Single, q&gt;. A column Elbo is added too.</param>
    /// <param name="inputColumnNames">The input columns; see <see cref="VaeColumns.InputColumnNames"/>.</param>
    /// <exception cref="ArgumentException">A name is empty or used twice.</exception>
    public static VaeEstimator VaeEncode(this TransformsCatalog catalog, string outputColumnName, params string[] inputColumnNames) =>
        catalog.VaeEncode(new VaeEncodeOptions { InputColumnNames = inputColumnNames, LatentColumnName = outputColumnName });

    /// <summary>Learns to encode, with all options available. The first overload describes what is learned.</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="options">The options of training, and the columns to add; by default Latent and Elbo.</param>
    /// <exception cref="ArgumentException">
    /// Options are outside their ranges, names are empty or used twice, or an option that shapes the network differs from that of
    /// <see cref="VaeEstimatorOptions.InitialModel"/>; the message lists every violation of the first check that fails.
    /// </exception>
    public static VaeEstimator VaeEncode(this TransformsCatalog catalog, VaeEncodeOptions options) => new(EnvironmentOf(catalog), options);

    /// <summary>Encodes a column of features with an existing model, which was trained or loaded elsewhere.</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="outputColumnName">The name of the added column with the latent mean μ(x): Vector&lt;Single, q&gt;.</param>
    /// <param name="inputColumnName">The column of features, d numbers.</param>
    /// <param name="model">A model with d features.</param>
    /// <param name="elboColumnName">The name of the added column with the evidence lower bound: Single, in nats; higher is more normal. Null: none is added.</param>
    /// <exception cref="ArgumentException">A name is empty or used twice.</exception>
    public static VaeModelEstimator VaeEncode(
        this TransformsCatalog catalog, string outputColumnName, string inputColumnName, VaeModel model, string? elboColumnName = "Elbo") =>
        catalog.VaeEncode(model, new VaeColumns
        {
            InputColumnName = inputColumnName,
            LatentColumnName = outputColumnName,
            ElboColumnName = elboColumnName,
        });

    /// <summary>Encodes the columns of an existing model's <see cref="VaeModel.Schema"/>, such as a model that the command-line tool has trained.</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="model">The model.</param>
    /// <param name="outputColumnName">The name of the added column with the latent mean μ(x): Vector&lt;Single, q&gt;.</param>
    /// <param name="elboColumnName">The name of the added column with the evidence lower bound: Single, in nats; higher is more normal. Null: none is added.</param>
    /// <exception cref="ArgumentException">A name is empty or used twice.</exception>
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

    /// <summary>Adds any of the columns of an existing model, which was trained or loaded elsewhere.</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="model">The model.</param>
    /// <param name="columns">The columns to read and to add. By default none is added.</param>
    /// <exception cref="ArgumentException">No column is added, or names are empty or used twice.</exception>
    public static VaeModelEstimator VaeEncode(this TransformsCatalog catalog, VaeModel model, VaeColumns columns) =>
        new(EnvironmentOf(catalog), model, columns);

    private static IHostEnvironment EnvironmentOf(TransformsCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return MlNetInternals.Environment(catalog);
    }
}
