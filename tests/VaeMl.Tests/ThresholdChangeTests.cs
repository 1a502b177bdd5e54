namespace VaeMl.Tests;

/// <summary>Another threshold for a whole pipeline, in one call.</summary>
public sealed class ThresholdChangeTests
{
    private static readonly VaeTransformer Detector = Vae("Odd");
    private static readonly VaeTransformer Encoder = new(new MLContext(), Views.Model, new VaeColumns { LatentColumnName = "Latent", ScoreColumnName = "Score" });
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly IDataView _data;

    public ThresholdChangeTests() => _data = _mlContext.View(Views.Examples(400));

    private ITransformer Copy => _mlContext.Transforms.CopyColumns("Copy", "Features").Fit(_data);

    [Fact]
    public void A_loaded_pipeline_flags_more_after_one_call_and_saves_again()
    {
        TransformerChain<VaeTransformer> fitted = new(Copy, Detector);
        ITransformer loaded = _mlContext.Reloaded(fitted, _data.Schema);
        ITransformer moved = _mlContext.AnomalyDetection.ChangeFlagRate(loaded, 0.25);
        int before = Flagged(loaded), after = Flagged(moved);
        Assert.InRange(before, 0, 20);
        Assert.InRange(after, 50, 150);
        Assert.Equal(before, Flagged(loaded));
        Assert.Equal(after, Flagged(_mlContext.Reloaded(moved, _data.Schema)));
        Assert.Equal(after, Flagged(Detector.WithFlagRate(0.25)));
        using PredictionEngine<Example, Verdict> engine = _mlContext.Model.CreatePredictionEngine<Example, Verdict>(moved);
        Assert.Equal(after, Views.Examples(400).Count(row => engine.Predict(row).Odd));
        Assert.Equal(loaded.Transform(_data).Bits("Score"), moved.Transform(_data).Bits("Score"));
    }

    [Fact]
    public void A_threshold_is_set_to_any_score()
    {
        ITransformer loaded = _mlContext.Reloaded(new TransformerChain<ITransformer>(Copy, Detector), _data.Schema);
        Assert.Equal(400, Flagged(_mlContext.AnomalyDetection.ChangeModelThreshold(loaded, double.NegativeInfinity)));
        Assert.Equal(0, Flagged(_mlContext.AnomalyDetection.ChangeModelThreshold(loaded, double.PositiveInfinity)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.AnomalyDetection.ChangeModelThreshold(loaded, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.AnomalyDetection.ChangeFlagRate(loaded, 1));
    }

    [Fact]
    public void Types_nesting_scopes_and_other_steps_stay()
    {
        ITransformer copy = Copy;
        TransformerChain<TransformerChain<VaeTransformer>> inner = new(new TransformerChain<VaeTransformer>(copy, Encoder, Detector));
        TransformerChain<ITransformer> chain = new(
            [copy, inner, copy], [TransformerScope.Training, TransformerScope.TrainTest | TransformerScope.Scoring, TransformerScope.Scoring]);

        TransformerChain<ITransformer> moved = _mlContext.AnomalyDetection.ChangeModelThreshold(chain, 5);

        ITransformer[] steps = [.. moved];
        Assert.Same(copy, steps[0]);
        Assert.Same(copy, steps[2]);
        Assert.Same(copy, moved.LastTransformer);
        VaeTransformer[] vaes = [.. Assert.IsType<TransformerChain<TransformerChain<VaeTransformer>>>(steps[1]).LastTransformer.OfType<VaeTransformer>()];
        Assert.Same(Encoder, vaes[0]);
        Assert.Equal(5, vaes[1].Model.Threshold);
        Assert.Equal(Detector.Columns, vaes[1].Columns);
        Assert.All(
            [TransformerScope.Training, TransformerScope.Testing, TransformerScope.Scoring, TransformerScope.TrainTest],
            scope => Assert.Equal(chain.GetModelFor(scope).Select(step => step.GetType()), moved.GetModelFor(scope).Select(step => step.GetType())));
        Assert.Equal([2, 1, 2], new[] { TransformerScope.Training, TransformerScope.Testing, TransformerScope.Scoring }.Select(scope => moved.GetModelFor(scope).Count()));
    }

    [Fact]
    public void What_Fit_returns_keeps_its_type()
    {
        VaeAnomalyOptions options = new() { Vae = Models.Quick, Trainer = VaeTrainerKind.BuiltIn };
        TransformerChain<VaeTransformer> fitted = _mlContext.Transforms.CopyColumns("Copy", "Features")
            .Append(_mlContext.AnomalyDetection.Trainers.Vae(options with { InputColumnName = "Copy" })).Fit(_data);
        TransformerChain<VaeTransformer> moved = _mlContext.AnomalyDetection.ChangeFlagRate(fitted, 0.3);
        Assert.Equal(fitted.LastTransformer.WithFlagRate(0.3).Model.Threshold, moved.LastTransformer.Model.Threshold);
        Assert.Same(fitted.LastTransformer.TrainingReport, moved.LastTransformer.TrainingReport);
        VaeTransformer alone = _mlContext.AnomalyDetection.ChangeFlagRate(fitted.LastTransformer, 0.3);
        Assert.Equal(moved.LastTransformer.Model.Threshold, alone.Model.Threshold);
    }

    [Fact]
    public void Of_several_detectors_one_must_be_named()
    {
        ITransformer model = _mlContext.Reloaded(new TransformerChain<ITransformer>(Vae("First"), Vae("Second"), Vae("Second")), _data.Schema);
        ArgumentException e = Assert.Throws<ArgumentException>(() => _mlContext.AnomalyDetection.ChangeModelThreshold(model, 1));
        Assert.StartsWith("3 steps of the model flag rows, in the columns 'First', 'Second'. Name one with predictedLabelColumnName.", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<ArgumentException>(() => _mlContext.AnomalyDetection.ChangeModelThreshold(model, 1, "Third"));
        Assert.StartsWith("No VaeTransformer in the model adds the column 'Third'; the PredictedLabel columns are 'First', 'Second'.", e.Message, StringComparison.Ordinal);
        double usual = Views.Model.Threshold;
        Assert.Equal([1, usual, usual], Thresholds(_mlContext.AnomalyDetection.ChangeModelThreshold(model, 1, "First")));
        // The last one's column is the one that is seen.
        Assert.Equal([usual, usual, 1], Thresholds(_mlContext.AnomalyDetection.ChangeModelThreshold(model, 1, "Second")));
    }

    [Fact]
    public void A_model_that_flags_nothing_is_told_what_it_lacks()
    {
        Expect("The model contains no VaeTransformer, so there is no threshold to change; its steps are: ColumnCopyingTransformer.", new TransformerChain<ITransformer>(Copy));
        Expect("The model contains no VaeTransformer, so there is no threshold to change; its steps are: none.", new TransformerChain<ITransformer>());
        Expect(
            "The model flags no row: its VaeTransformer adds no PredictedLabel column. Set PredictedLabelColumnName when training.",
            new TransformerChain<ITransformer>(Copy, Encoder));
        Assert.Throws<ArgumentNullException>(() => _mlContext.AnomalyDetection.ChangeFlagRate((ITransformer)null!, 0.1));

        void Expect(string message, ITransformer model) => Assert.StartsWith(
            message, Assert.Throws<ArgumentException>(() => _mlContext.AnomalyDetection.ChangeFlagRate(model, 0.1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ML_NETs_own_detector_keeps_its_own_ChangeModelThreshold()
    {
        var pca = _mlContext.AnomalyDetection.Trainers.RandomizedPca(rank: 2, ensureZeroMean: true).Fit(_data);
        int[] flagged = [.. new[] { -1f, 2 }.Select(threshold => _mlContext.AnomalyDetection.ChangeModelThreshold(pca, threshold))
            .Select(moved => moved.Transform(_data).Column<bool>("PredictedLabel").Count(flag => flag))];
        Assert.Equal([400, 0], flagged);
    }

    private static VaeTransformer Vae(string flags) =>
        new(new MLContext(), Views.Model, new VaeColumns { ScoreColumnName = "Score", PredictedLabelColumnName = flags });

    private static double[] Thresholds(ITransformer model) =>
        [.. ((IEnumerable<ITransformer>)model).OfType<VaeTransformer>().Select(vae => vae.Model.Threshold)];

    private int Flagged(ITransformer model) => model.Transform(_data).Column<bool>("Odd").Count(flagged => flagged);

    private sealed class Verdict
    {
        public bool Odd { get; set; }
    }
}
