namespace VaeMl.Tests;

public sealed class AnomalyTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly VaeAnomalyOptions _options = new() { Vae = Models.Quick with { Epochs = 60 } };

    [Fact]
    public void Evaluate_works_before_and_after_a_round_trip()
    {
        IDataView data = _mlContext.View(WithAnomalies());
        VaeTransformer model = _mlContext.AnomalyDetection.Trainers.Vae(_options).Fit(data);
        AnomalyDetectionMetrics before = _mlContext.AnomalyDetection.Evaluate(model.Transform(data));
        AnomalyDetectionMetrics after = _mlContext.AnomalyDetection.Evaluate(_mlContext.Reloaded(model, data.Schema).Transform(data));
        Assert.InRange(before.AreaUnderRocCurve, 0.95, 1);
        Assert.Equal((before.AreaUnderRocCurve, before.DetectionRateAtFalsePositiveCount), (after.AreaUnderRocCurve, after.DetectionRateAtFalsePositiveCount));
    }

    [Fact]
    public void The_threshold_moves_in_a_new_transformer_also_after_loading()
    {
        IDataView data = _mlContext.View(Views.Examples(400));
        VaeTransformer model = _mlContext.AnomalyDetection.Trainers.Vae(_options).Fit(data);
        VaeTransformer loaded = (VaeTransformer)_mlContext.Reloaded(model, data.Schema);
        Assert.Equal(Flagged(model, data), Flagged(loaded, data));
        Assert.Equal(400, Flagged(loaded.WithThreshold(double.NegativeInfinity), data));
        Assert.Equal(0, Flagged(loaded.WithThreshold(double.PositiveInfinity), data));
        Assert.InRange(Flagged(loaded.WithFlagRate(0.25), data), 50, 150);
        Assert.Equal(Flagged(model.WithFlagRate(0.25), data), Flagged(loaded.WithFlagRate(0.25), data));
        Assert.Same(model.TrainingReport, model.WithFlagRate(0.25).TrainingReport);
        Assert.Throws<ArgumentOutOfRangeException>(() => loaded.WithThreshold(double.NaN));
    }

    [Fact]
    public void The_threshold_moves_inside_a_loaded_pipeline()
    {
        IDataView data = _mlContext.View(Views.Examples(400));
        var pipeline = _mlContext.Transforms.CopyColumns("Numbers", "Features")
            .Append(_mlContext.AnomalyDetection.Trainers.Vae(_options with { InputColumnName = "Numbers" }));
        ITransformer loaded = _mlContext.Reloaded(pipeline.Fit(data), data.Schema);
        ITransformer moved = _mlContext.AnomalyDetection.ChangeFlagRate(loaded, 0.25);
        Assert.InRange(Flagged(loaded, data), 0, 20);
        Assert.InRange(Flagged(moved, data), 50, 150);
    }

    [Fact]
    public void Contributions_and_scores_name_the_odd_feature()
    {
        Example[] examples = WithAnomalies();
        IDataView data = _mlContext.View(examples);
        VaeTransformer model = _mlContext.AnomalyDetection.Trainers.Vae(_options with { ContributionsColumnName = "Contributions" }).Fit(data);
        float[][] contributions = model.Transform(data).Column<float[]>("Contributions");
        int[] odd = [.. Enumerable.Range(0, examples.Length).Where(i => examples[i].Label == 1)];
        Assert.InRange(odd.Count(i => contributions[i].Index().MaxBy(c => c.Item).Index == 2), 0.9 * odd.Length, odd.Length);
    }

    private static int Flagged(ITransformer model, IDataView data) => model.Transform(data).Column<bool>("PredictedLabel").Count(flagged => flagged);

    /// <summary>One row in twenty has a third feature far from what the others make likely.</summary>
    private static Example[] WithAnomalies()
    {
        Example[] examples = Views.Examples(600);
        foreach (Example example in examples.Where(example => example.Label == 1))
            example.Features[2] += 12;
        return examples;
    }
}
