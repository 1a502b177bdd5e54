using VaeMl.Networks;
using VaeMl.Training;
using VaeMl.Training.Engines;

namespace VaeMl.Tests.Training;

public sealed class DivergenceTests
{
    private const string LastWords = "Too hot.";

    [Fact]
    public void A_loss_that_is_no_number_sends_training_back_at_a_quarter_of_the_step_size()
    {
        FailingEngine engine = new() { FailsAt = step => step.Number == 6 && step.LearningRate > 0.1 };
        TrainedNetwork training = Loop(engine).Run();
        Assert.Equal((12, 3), (training.Steps, training.Epochs.Count));
        // Twice to the sixth step, and then through.
        Assert.Equal([.. Enumerable.Range(1, 6), .. Enumerable.Range(1, 6), .. Enumerable.Range(1, 12)], engine.Steps.Select(step => step.Number));
        Assert.Equal([0.5, 0.125, 0.03125], engine.Steps.Select(step => step.LearningRate).Distinct());
        Assert.Equal([0.03125, 0.03125, 0.03125], training.Epochs.Select(epoch => epoch.LearningRate));
        Assert.Equal(2, training.Retries.Length);
        Assert.Equal(
            "Training diverged in epoch 2, step 6: the evidence lower bound is no longer a finite number. Training resumed from step 0 at a learning rate of 0.125.",
            training.Retries[0]);
        // The parameters are those of the good state, not of the failed steps.
        Assert.Equal(12, engine.Snapshot().Encoder[0].Bias.Span[0]);
    }

    [Fact]
    public void After_three_retries_it_is_an_error_with_the_cause()
    {
        FailingEngine engine = new() { FailsAt = step => step.Number == 6 };
        Assert.Equal(
            $"Training diverged in epoch 2, step 6: the evidence lower bound is no longer a finite number. The 3 earlier attempts, at higher learning rates, diverged too. {LastWords}",
            Assert.Throws<VaeTrainingException>(Loop(engine).Run).Message);
        Assert.Equal(24, engine.Steps.Count);
    }

    [Fact]
    public void Weights_that_are_no_numbers_are_never_returned()
    {
        FailingEngine engine = new() { Spoils = step => step.Number == 12 };
        Assert.Contains("a weight is no longer a finite number", Assert.Throws<VaeTrainingException>(Loop(engine).Run).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finite_explosion_is_caught_at_the_step_and_rows_of_low_likelihood_are_none()
    {
        FailingEngine engine = new() { Explodes = step => step.Number >= 60 && step.LearningRate > 0.2 };
        TrainedNetwork training = Loop(engine, epochs: 30, median: (network, _) => engine.LastExploded && network.Encoder[0].Bias.Span[0] > 0 ? 1e5 : 4).Run();
        Assert.Matches("^Training diverged in epoch 15, step 60: the median loss of a sample of rows is 1E\\+05 nats; it was 4 at the start. Training resumed from step 52 ", Assert.Single(training.Retries));
        // The same losses, but of few rows.
        FailingEngine outliers = new() { Explodes = step => step.Number % 4 == 2 };
        Assert.Empty(Loop(outliers, epochs: 30, median: (_, _) => 4).Run().Retries);
        Assert.Equal(120, outliers.Steps.Count);
        // Scores that are no numbers are no good median.
        Assert.Throws<VaeTrainingException>(Loop(new FailingEngine(), median: (_, _) => double.NaN).Run);
    }

    [Fact]
    public void A_wild_learning_rate_makes_no_wild_model()
    {
        VaeData data = Normals(500);
        VaeModel usual = new VaeTrainer(new VaeOptions { CalibrationFolds = 0 }).Fit(data);
        VaeTrainingResult wild = new VaeTrainer(new VaeOptions { LearningRate = 1, CalibrationFolds = 2 }).Train(data);
        Assert.Contains(wild.Report.Warnings, warning => warning.Kind == TrainingWarningKind.Divergence
            && warning.Message.StartsWith("Training diverged in epoch ", StringComparison.Ordinal)
            && warning.Message.EndsWith("Lower LearningRate (it is 1) to avoid this.", StringComparison.Ordinal));
        Assert.Equal(usual.Scores(data).Order().ElementAt(250), wild.Model.Scores(data).Order().ElementAt(250), 1.5);
        Assert.All(wild.Model.Scores(data), score => Assert.True(float.IsFinite(score)));
    }

    [Fact]
    public void A_usual_training_tells_of_nothing()
    {
        Assert.DoesNotContain(new VaeTrainer(Models.Quick).Train(Normals(200)).Report.Warnings, warning => warning.Kind is TrainingWarningKind.Divergence or TrainingWarningKind.WorseThanBefore);
    }

    [Fact]
    public void The_cause_names_the_extreme_value_the_rate_or_the_floor()
    {
        VaeData data = Normals(100);
        Assert.Equal("The likely cause is the learning rate: lower LearningRate (it is 0.5), or raise VarianceFloor (it is 0.09).", Cause(data, new VaeOptions { LearningRate = 0.5 }));
        Assert.Equal("The likely cause is the variance floor: raise VarianceFloor (it is 1E-06), or lower LearningRate (it is 0.002).", Cause(data, new VaeOptions { VarianceFloor = 1e-6 }));
        float[][] rows = [.. Enumerable.Range(0, 100).Select(i => data[i].ToArray())];
        rows[41][2] = -9e6f;
        Assert.StartsWith(
            "The likely cause is feature 'f2', which holds -9000000 in row 42 (the first is row 1), far beyond its other values: correct it, mark it missing (NaN) or drop the row. Otherwise lower",
            Cause(new VaeData(rows), new VaeOptions()),
            StringComparison.Ordinal);
        Assert.Equal(
            "The likely cause is feature 'f1', whose values are as large as 2.48E+21, with Standardize off: leave Standardize on, or put the feature in a unit in which its values are about 1. Otherwise lower LearningRate (it is 0.002), or raise VarianceFloor (it is 0.09).",
            Cause(Times(1e21f), new VaeOptions { Standardize = false }));
        Assert.Equal("To fix it, lower LearningRate (it is 0.002), or raise VarianceFloor (it is 0.09).", Cause(Times(1e21f), new VaeOptions()));
        Assert.Equal("To fix it, lower LearningRate (it is 0.002), or raise VarianceFloor (it is 0.09).", Cause(data, new VaeOptions { Standardize = false }));

        VaeData Times(float unit) => new([.. Enumerable.Range(0, 100).Select(i => new[] { data[i][0], unit * data[i][1], data[i][2], data[i][3] })]);

        static string Cause(VaeData data, VaeOptions options)
        {
            DataSummary summary = new(data, default);
            ResolvedOptions resolved = new(options, data.Count, data.SlotCount);
            return DivergenceCause.Describe(data, summary, FeatureTransformFit.Create(data, summary, resolved), resolved.Options).ToString();
        }
    }

    /// <summary>Adam takes such values without diverging, and the bound falls by as much as they are large.</summary>
    [Theory]
    [InlineData(1e12f, true)]
    [InlineData(1f, false)]
    public void Large_values_that_are_not_scaled_are_named_even_if_training_goes_well(float unit, bool named)
    {
        VaeData data = Normals(100);
        VaeData large = new([.. Enumerable.Range(0, 100).Select(i => new[] { data[i][0], unit * data[i][1], data[i][2], data[i][3] })]);
        VaeTrainingResult trained = new VaeTrainer(Models.Quick with { Standardize = false }).Train(large);
        Assert.Equal(
            named,
            trained.Report.Warnings.Any(warning => warning.Kind == TrainingWarningKind.Data && warning.Message.StartsWith("Scores may be unreliable because of feature 'f1', whose values are as large as 2.48E+12, with Standardize off", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_fold_that_diverges_says_so_itself()
    {
        // The final model's engine is a good one.
        EngineFactory failing = new("failing", _ => new FailingEngine { FailsAt = _ => true }, (_, _, _) => 1);
        TrainingRequest request = new(Models.Quick, Normals(60), null, null, default);
        using TrainingRun run = new(VaeTrainer.Engines, failing, request);
        Assert.StartsWith("Training diverged in epoch 1, step 1", Assert.Throws<VaeTrainingException>(run.Execute).Message, StringComparison.Ordinal);
    }

    private static VaeData Normals(int count)
    {
        Random random = new(3);
        return new VaeData([.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 4).Select(_ => (float)Models.Normal(random)).ToArray())]);
    }

    private static EpochLoop Loop(FailingEngine engine, int epochs = 3, Func<NetworkParameters, double, double>? median = null)
    {
        VaeOptions options = new() { BatchSize = 32, Epochs = epochs, LearningRate = 0.5, Schedule = LearningRateSchedule.Constant };
        DivergenceWatch watch = new(engine.Snapshot(), median ?? ((_, _) => 4));
        return new EpochLoop(engine, watch, new ResolvedOptions(options, 100, 4), [.. Enumerable.Range(0, 100)], default) { Cause = () => new($"{LastWords}") };
    }

    /// <summary>Counts its steps in a bias.</summary>
    private sealed class FailingEngine : ITrainingEngine
    {
        private float _count;

        public List<EngineStep> Steps { get; } = [];

        public Func<EngineStep, bool>? FailsAt { get; init; }

        public Func<EngineStep, bool>? Explodes { get; init; }

        public Func<EngineStep, bool>? Spoils { get; init; }

        public bool LastExploded { get; private set; }

        public ElboTerms Step(in EngineStep step)
        {
            Steps.Add(step);
            _count = Spoils?.Invoke(step) == true ? float.NaN : _count + 1;
            LastExploded = Explodes?.Invoke(step) == true;
            double each = FailsAt?.Invoke(step) == true ? double.NaN : LastExploded ? -1e6 : -4;
            return new ElboTerms(step.Rows.Length * each, 0, 0);
        }

        public NetworkParameters Snapshot()
        {
            NetworkParameters network = NetworkParameters.Create(new NetworkShape(1, 1, 1, [], [], ActivationKind.Relu, false, false));
            network.Encoder[0].Bias.Span[0] = _count;
            return network;
        }

        public float[] State(float[]? into = null) => [_count];

        public void Restore(ReadOnlySpan<float> state) => _count = state[0];

        public void Dispose()
        {
        }
    }
}
