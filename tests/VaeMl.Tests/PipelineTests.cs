namespace VaeMl.Tests;

/// <summary>The latent as features for ML.NET's own trainers, in the pipelines people build.</summary>
public sealed class PipelineTests
{
    private static readonly VaeEncodeOptions Encode = new() { Vae = Models.Quick };
    private static readonly VaeEncodeOptions Longer = Encode with { Vae = Models.Quick with { Epochs = 300 } };
    private readonly MLContext _mlContext = new(seed: 1);

    private IDataView Data(int rows = 300) => _mlContext.View(Views.Examples(rows));

    [Fact]
    public void A_classifier_learns_from_the_latent_and_predicts_the_same_after_loading()
    {
        IDataView data = Data();
        var model = _mlContext.Transforms.VaeEncode(Longer)
            .Append(_mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression("IsHigh", "Latent"))
            .Fit(data);
        IDataView predicted = model.Transform(data);
        Assert.InRange(_mlContext.BinaryClassification.Evaluate(predicted, "IsHigh").AreaUnderRocCurve, 0.8, 1);

        ITransformer loaded = _mlContext.Reloaded(model, data.Schema);
        Assert.All(["Latent", "Elbo", "Probability"], column => Assert.Equal(predicted.Bits(column), loaded.Transform(data).Bits(column)));
        using PredictionEngine<Example, Probable> engine = _mlContext.Model.CreatePredictionEngine<Example, Probable>(loaded);
        Assert.Equal(predicted.Column<float>("Probability")[7], engine.Predict(Views.Examples(300)[7]).Probability);
    }

    [Fact]
    public void Cross_validation_trains_on_each_fold()
    {
        var pipeline = _mlContext.Transforms.VaeEncode(Longer)
            .Append(_mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression("IsHigh", "Latent"));
        var folds = _mlContext.BinaryClassification.CrossValidate(Data(), pipeline, numberOfFolds: 3, labelColumnName: "IsHigh");
        Assert.Equal(3, folds.Count);
        Assert.All(folds, fold => Assert.InRange(fold.Metrics.AreaUnderRocCurve, 0.7, 1));
    }

    [Fact]
    public void A_cache_checkpoint_changes_nothing()
    {
        IDataView data = Data();
        IEstimator<ITransformer> copy = _mlContext.Transforms.CopyColumns("Copy", "Features");
        var plain = copy.Append(_mlContext.Transforms.VaeEncode(Encode)).Fit(data);
        var cached = copy.AppendCacheCheckpoint(_mlContext).Append(_mlContext.Transforms.VaeEncode(Encode)).AppendCacheCheckpoint(_mlContext)
            .Append(_mlContext.Transforms.NormalizeMinMax("Scaled", "Latent")).Fit(data);
        Assert.Equal(plain.Transform(data).Bits("Latent"), cached.Transform(data).Bits("Latent"));
    }

    [Fact]
    public void Several_steps_stand_in_one_pipeline()
    {
        IDataView data = Data();
        var model = _mlContext.Transforms.VaeEncode(Encode with { LatentColumnName = "First", ElboColumnName = null })
            .Append(_mlContext.Transforms.VaeEncode(Encode with { InputColumnName = "First", LatentColumnName = "Second", ElboColumnName = null }))
            .Append(_mlContext.AnomalyDetection.Trainers.Vae(new VaeAnomalyOptions { InputColumnName = "Second", Vae = Models.Quick }))
            .Append(_mlContext.Transforms.Concatenate("All", "First", "Second"))
            .Fit(data);
        IDataView output = model.Transform(data), loaded = _mlContext.Reloaded(model, data.Schema).Transform(data);
        Assert.All(["First", "Second", "Score", "All"], column => Assert.Equal(output.Bits(column), loaded.Bits(column)));
        VBuffer<ReadOnlyMemory<char>> slots = default;
        loaded.Schema["All"].GetSlotNames(ref slots);
        Assert.Equal(["First.z0", "First.z1", "Second.z0", "Second.z1"], slots.DenseValues().Select(name => name.ToString()));
        using PredictionEngine<Example, Prediction> engine = _mlContext.Model.CreatePredictionEngine<Example, Prediction>(model);
        Assert.Equal(output.Column<float>("Score")[3], engine.Predict(Views.Examples(300)[3]).Score);
    }

    [Fact]
    public void A_model_trained_elsewhere_serves_in_a_pipeline()
    {
        IDataView data = Data();
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "model.onnx");
        Views.Model.Save(path);
        VaeModelEstimator estimator = _mlContext.Transforms.VaeEncode("Latent", "Features", VaeModel.Load(path));
        VaeTransformer fitted = estimator.Fit(data);
        Assert.Null(fitted.TrainingReport);
        Assert.Equal(_mlContext.Transformer().Transform(data).Bits("Latent"), fitted.Transform(data).Bits("Latent"));
        Assert.Equal(fitted.Transform(data).Bits("Elbo"), _mlContext.Reloaded(fitted, data.Schema).Transform(data).Bits("Elbo"));
    }

    [Fact]
    public void The_ONNX_file_bears_the_pipelines_names()
    {
        VaeTransformer transformer = _mlContext.Transformer(new VaeColumns { InputColumnName = "In", LatentColumnName = "Code", ScoreColumnName = "Oddness", ReconstructionColumnName = "Back" });
        OnnxExport export = new() { Input = "In", Latent = "Code", Elbo = null, Score = "Oddness", PredictedLabel = null, Reconstruction = "Back" };
        using MemoryStream expected = new(), actual = new();
        Views.Model.SaveOnnx(expected, export);
        transformer.SaveOnnx(actual);
        Assert.Equal(expected.ToArray(), actual.ToArray());
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "model.onnx");
        transformer.SaveOnnx(path);
        Assert.Equal(expected.ToArray(), File.ReadAllBytes(path));
    }

    private sealed class Probable
    {
        public float Probability { get; set; }
    }
}
