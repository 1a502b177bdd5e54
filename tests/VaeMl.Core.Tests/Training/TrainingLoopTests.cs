namespace VaeMl.Tests.Training;

public sealed class TrainingLoopTests
{
    private static readonly Random Source = new(1);

    [Fact]
    public void Training_raises_the_bound_on_rows_not_trained_on()
    {
        VaeTraining training = new VaeTrainer(Models.Quick with { ValidationFraction = 0.3, Epochs = 100, LearningRate = 5e-3 }).Train(new VaeData(Models.Rows(600)));
        IReadOnlyList<EpochReport> epochs = training.Report.Epochs;
        Assert.Equal(100, epochs.Count);
        Assert.Equal(Enumerable.Range(1, 100), epochs.Select(epoch => epoch.Epoch));
        Assert.True(epochs[^1].Validation!.Value.Elbo > epochs[0].Validation!.Value.Elbo + 1, $"{epochs[0]} … {epochs[^1]}");
        Assert.True(epochs[^1].Train.Elbo > epochs[0].Train.Elbo + 1, $"{epochs[0]} … {epochs[^1]}");
        Assert.Equal((420, 180, 180), (training.Report.RowsTrained, training.Report.RowsHeldOut, training.Report.CalibrationRows));
    }

    [Fact]
    public void Early_stopping_keeps_the_weights_of_the_best_epoch()
    {
        // A large network on few rows overfits, so that the best epoch is not the last.
        VaeOptions options = new()
        {
            HiddenSizes = [64],
            LatentSize = 3,
            ValidationFraction = 0.5,
            Patience = 8,
            Epochs = 2000,
            LearningRate = 5e-3,
            VarianceFloor = 0.001,
            Schedule = LearningRateSchedule.Constant,
        };
        VaeData data = new(Models.Rows(80));
        VaeTraining training = new VaeTrainer(options).Train(data);
        TrainingReport report = training.Report;
        Assert.Equal(StopReason.EarlyStopping, report.StopReason);
        Assert.Equal(report.BestEpoch + 8, report.Epochs.Count);
        Assert.Equal(report.Epochs.Max(epoch => epoch.Validation!.Value.Elbo), report.Epochs[report.BestEpoch - 1].Validation!.Value.Elbo);
        // A training that ends there makes the same weights.
        VaeModel shorter = new VaeTrainer(options with { Patience = null, Epochs = report.BestEpoch }).Fit(data);
        Assert.Equal(shorter.Scores(data), training.Model.Scores(data));
    }

    [Fact]
    public void Beta_rises_linearly_over_the_warm_up()
    {
        TrainingReport report = new VaeTrainer(Models.Quick with { Beta = 2, KlWarmupEpochs = 4, Epochs = 6 }).Train(new VaeData(Models.Rows(100))).Report;
        Assert.Equal([0.5, 1, 1.5, 2, 2, 2], report.Epochs.Select(epoch => epoch.Beta));
    }

    [Fact]
    public void A_larger_beta_pulls_the_posterior_to_the_prior()
    {
        VaeData data = new(Models.Rows(300));
        double small = Kl(0.1), large = Kl(10);
        Assert.True(large < 0.5 * small, $"{large} against {small} nats");

        double Kl(double beta) => new VaeTrainer(Models.Quick with { Beta = beta, Epochs = 60 }).Fit(data).Terms(data).LatentTerm;
    }

    [Fact]
    public void The_step_size_warms_up_holds_and_decays()
    {
        VaeMl.Training.ResolvedOptions options = new(new VaeOptions { LearningRate = 1, Epochs = 1000 }, 100, 4);
        Assert.Equal(0.02, options.LearningRateAt(1), 1e-12);
        Assert.Equal(1, options.LearningRateAt(50), 1e-12);
        Assert.Equal(1, options.LearningRateAt(500), 1e-12);
        Assert.Equal(0.525, options.LearningRateAt(750), 1e-12);
        Assert.Equal(0.05, options.LearningRateAt(1000), 1e-12);
        Assert.Equal(1, new VaeMl.Training.ResolvedOptions(new VaeOptions { LearningRate = 1, Schedule = LearningRateSchedule.Constant }, 100, 4).LearningRateAt(1));
    }

    [Theory]
    [InlineData(TrainingData.Clean, 20, 4000)]
    [InlineData(TrainingData.Clean, 1000, 500)]
    [InlineData(TrainingData.Clean, 2_000_000, 10)]
    [InlineData(TrainingData.Contaminated, 20, 3000)]
    [InlineData(TrainingData.Contaminated, 2_000_000, 10)]
    public void The_default_makes_so_many_steps_and_at_least_10_epochs(TrainingData training, int rows, int epochs) =>
        Assert.Equal(epochs, new VaeMl.Training.ResolvedOptions(new VaeOptions { TrainingData = training }, rows, 8).Epochs);

    [Fact]
    public void Every_epoch_visits_every_row_once_in_batches_of_nearly_one_size()
    {
        RecordingEngine engine = new();
        VaeMl.Training.ResolvedOptions options = new(new VaeOptions { BatchSize = 32, Epochs = 3 }, 100, 4);
        new VaeMl.Training.TrainingLoop(engine, Unworried(engine), options, [.. Enumerable.Range(0, 100)], default).Run();
        Assert.Equal(12, engine.Batches.Count);
        Assert.All(engine.Batches, batch => Assert.Equal(25, batch.Length));
        foreach (int[][] epoch in engine.Batches.Chunk(4))
            Assert.Equal(Enumerable.Range(0, 100), epoch.SelectMany(batch => batch).Order());
        Assert.NotEqual(engine.Batches[0], engine.Batches[4]);
    }

    [Theory]
    [InlineData(0.15, 0.45, 0.41)]
    [InlineData(0.5, 0.5, 0.5)]
    public void Trimming_leaves_the_highest_scores_out_from_a_core_to_the_fraction_asked_for(double fraction, double first, double second)
    {
        RecordingEngine engine = new();
        // 64 steps an epoch: trimming is due at the start of every epoch but the first.
        VaeMl.Training.ResolvedOptions options = new(new VaeOptions { BatchSize = 10, Epochs = 10, TrimFraction = fraction }, 640, 4);
        int[] rows = [.. Enumerable.Range(1000, 640)];
        VaeMl.Training.CoreTrimming trimming = new(options, rows, _ => [.. rows.Select(row => (float)(row * 7 % 640))]);
        Assert.Equal(first, trimming.ShareAfter(0), 1e-12);
        Assert.Equal(second, trimming.ShareAfter(64), 1e-12);
        Assert.Equal(fraction, trimming.ShareAfter(480), 1e-12);
        Assert.Equal(fraction, trimming.ShareAfter(640), 1e-12);
        new VaeMl.Training.TrainingLoop(engine, Unworried(engine), options, rows, default) { Trimming = trimming }.Run();
        int[][] epochs = [.. engine.Batches.Chunk(64).Select(epoch => epoch.SelectMany(batch => batch).Order().ToArray())];
        Assert.Equal(10, epochs.Length);
        Assert.Equal(rows, epochs[0]);
        foreach ((int epoch, int[] visited) in epochs.Index().Skip(1))
        {
            int kept = (int)Math.Round((1 - (first + (fraction - first) * Math.Min(1, epoch / 7.5))) * 640);
            Assert.Equal(rows.Where(row => row * 7 % 640 < kept), visited);
        }
    }

    [Fact]
    public void Trimming_follows_from_what_the_rows_are_and_whether_they_have_regimes()
    {
        Assert.Equal(TrimmingKind.None, Of(new VaeOptions()));
        Assert.Equal(TrimmingKind.LeastLikely, Of(new VaeOptions { TrainingData = TrainingData.Contaminated }, regimes: false));
        Assert.Equal(TrimmingKind.Unstructured, Of(new VaeOptions { TrainingData = TrainingData.Contaminated }));
        Assert.Equal(TrimmingKind.None, Of(new VaeOptions { TrainingData = TrainingData.Contaminated, TrimFraction = 0 }));
        Assert.Equal(TrimmingKind.LeastLikely, Of(new VaeOptions { TrimFraction = 0.2 }));
        Assert.Equal(TrimmingKind.Unstructured, Of(new VaeOptions { Trimming = TrimmingKind.Unstructured }, regimes: false));

        static TrimmingKind? Of(VaeOptions options, bool regimes = true) => new VaeMl.Training.ResolvedOptions(options, 2_000, 4, regimes).Options.Trimming;
    }

    [Theory]
    [InlineData(0.5, 1_000, TrimmingKind.Unstructured)]
    [InlineData(0.06, 1_000, TrimmingKind.Unstructured)]
    [InlineData(0.04, 1_000, TrimmingKind.LeastLikely)]
    [InlineData(0.97, 1_000, TrimmingKind.LeastLikely)]
    [InlineData(0.5, 999, TrimmingKind.LeastLikely)]
    public void A_table_of_1000_rows_has_regimes_if_a_feature_is_a_category(double share, int count, TrimmingKind expected)
    {
        float[][] rows = [.. Models.Rows(count).Select((row, i) => (float[])[row[0], i < share * count ? 1 : 0])];
        VaeModel model = new VaeTrainer(Models.Quick with { TrainingData = TrainingData.Contaminated, Epochs = 1, CalibrationFolds = 0 }).Fit(rows);
        Assert.Equal(expected, model.Options.Trimming);
    }

    [Fact]
    public void Held_out_rows_that_trimming_would_leave_out_do_not_choose_the_epoch()
    {
        VaeMl.Training.ResolvedOptions resolved = new(new VaeOptions { TrainingData = TrainingData.Contaminated, TrimFraction = 0.2 }, 2_000, 4);
        Assert.Equal(-(1 + 2 + 3 + 4) / 4f, new VaeMl.Training.CoreTrimming(resolved, [0], _ => []).BoundOf([4, 1e9f, 1, 3, 2]));
    }

    [Fact]
    public void Progress_tells_every_epoch_and_a_fraction_that_only_rises()
    {
        List<TrainingProgress> told = [];
        new VaeTrainer(Models.Quick).Train(new VaeData(Models.Rows(200)), new Recorder(told));
        Assert.Equal(15, told.Count(progress => progress.Epoch is not null));
        Assert.Contains(told, progress => progress.Phase == TrainingPhase.Calibrating);
        Assert.Equal(told.Select(progress => progress.Fraction).Order(), told.Select(progress => progress.Fraction));
        Assert.InRange(told[^1].Fraction, 0.98, 1);
    }

    [Fact]
    public void Cancellation_stops_within_a_batch_and_returns_nothing()
    {
        using CancellationTokenSource source = new();
        List<TrainingProgress> told = [];
        Recorder recorder = new(told) { OnReport = () => source.Cancel() };
        Assert.ThrowsAny<OperationCanceledException>(() =>
            new VaeTrainer(Models.Quick with { Epochs = 1_000_000 }).Train(new VaeData(Models.Rows(200)), recorder, source.Token));
        Assert.Single(told);
    }

    [Fact]
    public void One_wild_row_does_not_spoil_the_training()
    {
        float[][] rows = Models.Rows(500), unseen = Models.Rows(300, seed: 4);
        double clean = new VaeTrainer(Models.Quick with { Epochs = 60 }).Fit(rows).Terms(new VaeData(unseen)).Elbo;
        rows[7][3] = 60;
        double wild = new VaeTrainer(Models.Quick with { Epochs = 60 }).Fit(rows).Terms(new VaeData(unseen)).Elbo;
        Assert.Equal(clean, wild, 1.0);
    }

    [Fact]
    public void Samples_and_reconstructions_resemble_the_data()
    {
        float[][] rows = Models.Rows(2000);
        VaeModel model = Models.Fit(Models.Quick with { Epochs = 60 }, rows);
        VaeData sample = model.Sample(4000, seed: 2);
        Assert.Equal(4000, sample.Count);
        for (int j = 0; j < 5; j++)
        {
            (double mean, double deviation) = Moments(Enumerable.Range(0, 2000).Select(i => rows[i][j]));
            (double drawnMean, double drawnDeviation) = Moments(Enumerable.Range(0, 4000).Select(i => sample[i][j]));
            Assert.Equal(mean, drawnMean, 0.25 * deviation);
            Assert.Equal(deviation, drawnDeviation, 0.3 * deviation);
        }
        Assert.Equal(sample[5].ToArray(), model.Sample(4000, seed: 2)[5].ToArray());
        Assert.NotEqual(sample[5].ToArray(), model.Sample(4000, seed: 3)[5].ToArray());
        // Feature 0 tells feature 4: a missing one is imputed from the other, and a latent's own decoding is its reconstruction.
        float[] high = model.Reconstruct([140, float.NaN, -5, 0, float.NaN]), low = model.Reconstruct([60, float.NaN, -5, 0, float.NaN]);
        Assert.True(high[4] > 0.8 && low[4] < 0.2, $"{high[4]} and {low[4]}");
        Assert.Equal(high, model.Decode(Array.ConvertAll(model.Encode([140, float.NaN, -5, 0, float.NaN]).Mean.ToArray(), m => (float)m)));
    }

    private static VaeMl.Training.DivergenceWatch Unworried(RecordingEngine engine) => new(engine.Snapshot(), (_, _) => 0);

    private static (double Mean, double Deviation) Moments(IEnumerable<float> values)
    {
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }

    private sealed class Recorder(List<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public Action? OnReport { get; init; }

        public void Report(TrainingProgress value)
        {
            told.Add(value);
            OnReport?.Invoke();
        }
    }

    private sealed class RecordingEngine : VaeMl.Training.ITrainingEngine
    {
        public List<int[]> Batches { get; } = [];

        public ElboTerms Step(in VaeMl.Training.TrainingStep step)
        {
            Batches.Add(step.Rows.ToArray());
            return default;
        }

        public VaeMl.Networks.VaeNetwork Snapshot() =>
            VaeMl.Networks.VaeNetwork.Create(new VaeMl.Networks.NetworkShape(1, 1, 1, [], [], ActivationKind.Relu, false, false));

        public float[] State(float[]? into = null) => [];

        public void Restore(ReadOnlySpan<float> state)
        {
        }

        public void Dispose()
        {
        }
    }
}
