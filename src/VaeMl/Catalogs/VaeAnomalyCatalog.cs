using VaeMl;
using VaeMl.Compatibility;
using VaeMl.Thresholds;

namespace Microsoft.ML;

/// <summary>Variational autoencoders among the anomaly detection trainers.</summary>
public static class VaeAnomalyCatalog
{
    /// <summary>Learns what usual rows look like, without labels, and scores and flags those that are not.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="featureColumnName">The features, d numbers in the data's own units, NaN where missing.</param>
    /// <param name="trainingData">Whether there may be anomalies among the training rows, which chooses the recipe.</param>
    /// <param name="latentSize">The number q of latent variables; null: half the number of features, between 1 and 32.</param>
    /// <param name="flagRate">The share of rows like the training data that are flagged, in (0, 1); null: the default of <see cref="VaeOptions.FlagRate"/>.</param>
    /// <param name="seed">The seed of everything random in training; null: that of MLContext.</param>
    /// <exception cref="ArgumentException">An argument lies outside its range.</exception>
    /// <remarks>
    /// <para>
    /// The score of a row is −ELBO(x), where ELBO(x) = E_q[log p(x|z)] − KL(q(z|x) ‖ N(0, I)) ≤ log p(x) is the evidence lower bound of a
    /// variational autoencoder (Kingma and Welling 2014), in nats. The threshold is a quantile of the scores of rows not trained on; move it by
    /// <see cref="ChangeFlagRate"/> or <see cref="ChangeModelThreshold"/>, also in a pipeline and after loading.
    /// </para>
    /// <list type="table">
    /// <listheader><term>Characteristic</term><description></description></listheader>
    /// <item><term>Machine learning task</term><description>Anomaly detection</description></item>
    /// <item><term>Input column data type</term><description>Known-size vector or scalar of Single, Double, Boolean or integers, dense or sparse; or several columns, also of text, keys and dates</description></item>
    /// <item><term>Output column data type</term><description>Score: Single, higher is more anomalous; PredictedLabel: Boolean</description></item>
    /// <item><term>Is normalization required?</term><description>No</description></item>
    /// <item><term>Is caching required?</term><description>No: one pass, into memory; another one before it for text, keys and dates</description></item>
    /// <item><term>Required NuGet in addition to Microsoft.ML</term><description>VaeMl</description></item>
    /// <item><term>Exportable to ONNX</term><description>By <see cref="VaeTransformer.SaveOnnx(Stream)"/></description></item>
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

    /// <summary>Learns what usual rows of several columns look like: numbers, Booleans, text, keys and dates, with no step before that would join or encode them.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="inputColumnNames">The columns, see <see cref="VaeColumns.InputColumnNames"/>.</param>
    /// <exception cref="ArgumentException">A name is empty or given twice.</exception>
    public static VaeEstimator Vae(this AnomalyDetectionCatalog.AnomalyDetectionTrainers catalog, params string[] inputColumnNames) =>
        catalog.Vae(new VaeAnomalyOptions { InputColumnNames = inputColumnNames });

    /// <summary>Learns what usual rows look like, with all options. See the other overload for what is learned.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="options">What to train and which columns to add; by default Score and PredictedLabel.</param>
    /// <exception cref="ArgumentException">Options lie outside their ranges, or names are empty or given twice; the message names each.</exception>
    public static VaeEstimator Vae(this AnomalyDetectionCatalog.AnomalyDetectionTrainers catalog, VaeAnomalyOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new VaeEstimator(MlNetInternals.Environment(catalog), options);
    }

    /// <summary>The same model with the threshold that flags another share of rows like the training data, whatever pipeline it stands in.</summary>
    /// <typeparam name="TModel">A pipeline's type, which stays: <see cref="ITransformer"/> for what <c>mlContext.Model.Load</c> returns.</typeparam>
    /// <param name="catalog">Anomaly detection.</param>
    /// <param name="model">A <see cref="VaeTransformer"/>, or a pipeline with one in it, trained or loaded. It stays as it is and shares its other steps.</param>
    /// <param name="flagRate">The share, in (0, 1).</param>
    /// <param name="predictedLabelColumnName">The column whose threshold moves; null: the only one that a <see cref="VaeTransformer"/> adds.</param>
    /// <exception cref="ArgumentException">
    /// No <see cref="VaeTransformer"/> in the model adds that column, or several add one and none is named; the message names the columns.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate lies outside (0, 1).</exception>
    /// <exception cref="InvalidOperationException">The threshold was not calibrated, see <see cref="VaeTransformer.WithFlagRate"/>.</exception>
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

    /// <summary>The same model with another threshold, whatever pipeline it stands in. See <see cref="ChangeFlagRate"/>.</summary>
    /// <typeparam name="TModel">A pipeline's type, which stays.</typeparam>
    /// <param name="catalog">Anomaly detection.</param>
    /// <param name="model">A <see cref="VaeTransformer"/>, or a pipeline with one in it, trained or loaded. It stays as it is and shares its other steps.</param>
    /// <param name="threshold">A score, in nats: rows above it are flagged; +∞ flags only rows that cannot be scored.</param>
    /// <param name="predictedLabelColumnName">The column whose threshold moves; null: the only one that a <see cref="VaeTransformer"/> adds.</param>
    /// <exception cref="ArgumentException">
    /// No <see cref="VaeTransformer"/> in the model adds that column, or several add one and none is named; the message names the columns.
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
