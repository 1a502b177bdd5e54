using VaeMl;
using VaeMl.Compatibility;
using VaeMl.Thresholds;

namespace Microsoft.ML;

/// <summary>Adds variational autoencoders to the anomaly detection trainers.</summary>
public static class VaeAnomalyCatalog
{
    /// <summary>Learns from unlabelled data what normal rows look like, then scores rows and flags anomalies.</summary>
    /// <param name="catalog">The anomaly detection trainers.</param>
    /// <param name="featureColumnName">The column of features, d numbers in their original units; NaN where missing.</param>
    /// <param name="trainingData">Whether the training set may contain anomalies. It decides the defaults of training.</param>
    /// <param name="latentSize">The number q of latent variables; null: half the number of features, between 1 and 32.</param>
    /// <param name="flagRate">The fraction of normal (in-distribution) rows to flag, in (0, 1); null: the default of <see cref="VaeOptions.FlagRate"/>.</param>
    /// <param name="seed">The random seed of training; null: the seed of MLContext.</param>
    /// <exception cref="ArgumentException">An argument is outside its range.</exception>
    /// <remarks>
    /// <para>
    /// By default, the score of a row without missing values is −ELBO(x), in nats. Each missing feature adds its mean term over the training set.
    /// ELBO(x) = E_q[log p(x|z)] − KL(q(z|x) ‖ N(0, I)) ≤ log p(x) is the evidence lower bound of a variational autoencoder (Kingma and Welling 2014). The threshold is a quantile of out-of-fold or held-out scores. To change it, use
    /// <see cref="ChangeFlagRate"/> or <see cref="ChangeModelThreshold"/>, also inside a pipeline and after loading.
    /// </para>
    /// <list type="table">
    /// <listheader><term>Characteristic</term><description></description></listheader>
    /// <item><term>Machine learning task</term><description>Anomaly detection</description></item>
    /// <item><term>Input column data type</term><description>Known-size vector or scalar of Single, Double, Boolean or integers, dense or sparse;
    /// or several columns, which may also hold text, keys and dates</description></item>
    /// <item><term>Output column data type</term><description>Score: Single, higher is more anomalous; PredictedLabel: Boolean</description></item>
    /// <item><term>Is normalization required?</term><description>No</description></item>
    /// <item><term>Is caching required?</term><description>No: the data is read once, into memory; a first pass is added for text, keys and dates</description></item>
    /// <item><term>Required NuGet in addition to Microsoft.ML</term><description>VaeMl</description></item>
    /// <item><term>Exportable to ONNX</term><description>Yes, with <see cref="VaeTransformer.SaveOnnx(Stream)"/></description></item>
    /// </list>
    /// </remarks>
    /// <example>
    /// <code>
    /// MLContext mlContext = new(seed: 1);
    /// var pipeline = mlContext.Transforms.Concatenate("Features", "Speed", "Load", "Heat")
    ///     .Append(mlContext.AnomalyDetection.Trainers.Vae("Features", flagRate: 0.02));
    /// var model = pipeline.Fit(data);
    /// IDataView scored = model.Transform(newData);                    // adds Score and PredictedLabel
    /// AnomalyDetectionMetrics metrics = mlContext.AnomalyDetection.Evaluate(scored, labelColumnName: "Label");
    /// </code>
    /// </example>
    public static VaeEstimator Vae(
        this AnomalyDetectionCatalog.AnomalyDetectionTrainers catalog,
        string featureColumnName = "Features",
        TrainingData trainingData = TrainingData.Contaminated,
        int? latentSize = null,
        double? flagRate = null,
        int? seed = null)
    {
        VaeOptions vae = new() { LatentSize = latentSize };
        return catalog.Vae(new VaeAnomalyOptions
        {
            InputColumnName = featureColumnName,
            TrainingData = trainingData,
            Vae = flagRate is { } rate ? vae with { FlagRate = rate } : vae,
            Seed = seed,
        });
    }

    /// <summary>
    /// Learns what normal rows look like from several columns of numbers, Booleans, text, keys and dates. They need not be concatenated or encoded first.
    /// </summary>
    /// <param name="catalog">The anomaly detection trainers.</param>
    /// <param name="inputColumnNames">The input columns; see <see cref="VaeColumns.InputColumnNames"/>.</param>
    /// <exception cref="ArgumentException">A name is empty or used twice.</exception>
    public static VaeEstimator Vae(this AnomalyDetectionCatalog.AnomalyDetectionTrainers catalog, params string[] inputColumnNames) =>
        catalog.Vae(new VaeAnomalyOptions { InputColumnNames = inputColumnNames });

    /// <summary>Learns what normal rows look like, with all options available. The first overload describes what is learned.</summary>
    /// <param name="catalog">The anomaly detection trainers.</param>
    /// <param name="options">The options of training, and the columns to add; by default Score and PredictedLabel.</param>
    /// <exception cref="ArgumentException">
    /// Options are outside their ranges, names are empty or used twice, or an option that shapes the network differs from that of
    /// <see cref="VaeEstimatorOptions.InitialModel"/>; the message lists every violation of the first check that fails.
    /// </exception>
    public static VaeEstimator Vae(this AnomalyDetectionCatalog.AnomalyDetectionTrainers catalog, VaeAnomalyOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new VaeEstimator(MlNetInternals.Environment(catalog), options);
    }

    /// <summary>Returns a copy of a model or pipeline whose threshold flags another fraction of normal (in-distribution) rows.</summary>
    /// <typeparam name="TModel">The type of the model, which is also returned; <see cref="ITransformer"/> for what <c>mlContext.Model.Load</c> returns.</typeparam>
    /// <param name="catalog">The anomaly detection catalog.</param>
    /// <param name="model">A <see cref="VaeTransformer"/> or a pipeline that contains one, trained or loaded. It is not changed; the copy shares its other steps.</param>
    /// <param name="flagRate">The fraction of normal rows to flag, in (0, 1).</param>
    /// <param name="predictedLabelColumnName">The column whose threshold changes; null: the only one that a <see cref="VaeTransformer"/> adds.</param>
    /// <exception cref="ArgumentException">
    /// No <see cref="VaeTransformer"/> in the model adds that column, or several add one and the argument is null; the message names the columns.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside (0, 1).</exception>
    /// <exception cref="InvalidOperationException">The threshold was not calibrated; see <see cref="VaeTransformer.WithFlagRate"/>.</exception>
    /// <example>
    /// <code>
    /// ITransformer detector = mlContext.Model.Load("detector.zip", out DataViewSchema inputSchema);
    /// ITransformer stricter = mlContext.AnomalyDetection.ChangeFlagRate(detector, 0.001);
    /// mlContext.Model.Save(stricter, inputSchema, "stricter.zip");
    /// </code>
    /// </example>
    public static TModel ChangeFlagRate<TModel>(
        this AnomalyDetectionCatalog catalog, TModel model, double flagRate, string? predictedLabelColumnName = null)
        where TModel : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return Detector.Change(model, predictedLabelColumnName, detector => detector.WithFlagRate(flagRate));
    }

    /// <summary>Returns a copy of a model or pipeline with another threshold. See <see cref="ChangeFlagRate"/>.</summary>
    /// <typeparam name="TModel">The type of the model, which is also returned.</typeparam>
    /// <param name="catalog">The anomaly detection catalog.</param>
    /// <param name="model">A <see cref="VaeTransformer"/> or a pipeline that contains one, trained or loaded. It is not changed; the copy shares its other steps.</param>
    /// <param name="threshold">The threshold, in nats. Rows whose score is above it are flagged; +∞ flags only rows that cannot be scored.</param>
    /// <param name="predictedLabelColumnName">The column whose threshold changes; null: the only one that a <see cref="VaeTransformer"/> adds.</param>
    /// <exception cref="ArgumentException">
    /// No <see cref="VaeTransformer"/> in the model adds that column, or several add one and the argument is null; the message names the columns.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is NaN.</exception>
    public static TModel ChangeModelThreshold<TModel>(
        this AnomalyDetectionCatalog catalog, TModel model, double threshold, string? predictedLabelColumnName = null)
        where TModel : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return Detector.Change(model, predictedLabelColumnName, detector => detector.WithThreshold(threshold));
    }
}
