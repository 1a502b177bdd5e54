namespace VaeMl.Tests.Training;

public sealed class TrainingLoopTests
{
    private static readonly Random Source = new(1);

    [Fact]
    public void Training_raises_the_bound_on_rows_not_trained_on()
    {
        VaeTrainingResult training = new VaeTrainer(Models.Quick with { ValidationFraction = 0.3, Epochs = 100, LearningRate = 5e-3 }).Train(new VaeData(Models.Rows(600)));
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
        VaeTrainingResult training = new VaeTrainer(options).Train(data);
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
        new VaeMl.Training.EpochLoop(engine, engine.Unworried, options, [.. Enumerable.Range(0, 100)], default).Run();
        Assert.Equal(12, engine.Batches.Count);
        Assert.All(engine.Batches, batch => Assert.Equal(25, batch.Length));
        foreach (int[][] epoch in engine.Batches.Chunk(4))
            Assert.Equal(Enumerable.Range(0, 100), epoch.SelectMany(batch => batch).Order());
        Assert.NotEqual(engine.Batches[0], engine.Batches[4]);
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
    public void A_cancelled_training_tells_and_returns_nothing_more()
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
}
