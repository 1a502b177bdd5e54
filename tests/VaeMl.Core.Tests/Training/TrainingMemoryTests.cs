using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Scoring;
using VaeMl.Training;
using VaeMl.Training.BuiltIn;
using VaeMl.Training.Engines;

namespace VaeMl.Tests.Training;

/// <summary>Legal options that ask for more than there is end in a message, not in a crash, and nothing is sized by rows that are not there.</summary>
public sealed class TrainingMemoryTests
{
    [Fact]
    public void Options_that_take_more_memory_than_there_is_are_named_with_what_they_take()
    {
        VaeOptions options = new() { BatchSize = 65536, TrainingSamples = 1024, HiddenSizes = [6000], LatentSize = 2 };
        string message = Refusal(options, Models.Rows(10_000)).Message;
        Assert.StartsWith("BatchSize 65536, TrainingSamples 1024, LatentSize 2, HiddenSizes [6000] and DecoderHiddenSizes [6000] take ", message, StringComparison.Ordinal);
        Assert.Matches(@"take [0-9,]+\.[0-9] GiB of memory to train on 10000 rows of 5 features, and this process can have [0-9,]+\.[0-9] GiB\. Lower them\.$", message);
    }

    [Fact]
    public void A_network_that_no_model_file_holds_is_refused() =>
        Assert.Equal(
            "LatentSize 2, HiddenSizes [65536, 65536] and DecoderHiddenSizes [65536, 65536] make a network of 8,591,573,006 parameters for 5 features; a model file holds at most 500,000,000. Lower them.",
            Refusal(new VaeOptions { HiddenSizes = [65536, 65536], LatentSize = 2 }, Models.Rows(20)).Message);

    [Fact]
    public void More_steps_than_can_be_counted_are_refused() =>
        Assert.Equal(
            "Epochs 1073741824 of 2 batches are 2147483648 steps; training has at most 2147483647. Lower Epochs, or raise BatchSize.",
            Refusal(new VaeOptions { Epochs = 1 << 30, BatchSize = 64 }, Models.Rows(100)).Message);

    [Fact]
    public void A_batch_larger_than_the_table_changes_nothing()
    {
        VaeOptions options = Models.Quick with { BatchSize = 100, TrainingSamples = 16, Epochs = 3 };
        float[][] rows = Models.Rows(100);
        VaeModel fitting = Models.Fit(options, rows), larger = Models.Fit(options with { BatchSize = 65536 }, rows);
        Assert.Equal(fitting.Scores(new VaeData(rows)), larger.Scores(new VaeData(rows)));
    }

    [Theory]
    [InlineData(128, 7, 300)]
    [InlineData(65536, 7, 300)]
    [InlineData(65536, 1, 40)]
    public void An_engine_takes_what_was_foretold(int batch, int samples, int rows)
    {
        VaeData data = new(Models.Rows(rows));
        ResolvedOptions resolved = new(new VaeOptions { BatchSize = batch, TrainingSamples = samples, HiddenSizes = [40, 70], Threads = 1 }, rows, 5);
        FeatureTransform features = FeatureTransformFit.Create(data, new DataSummary(data, default), resolved);
        NetworkShape shape = resolved.ShapeFor(features);
        double foretold = BuiltInEngine.Bytes(shape, Math.Min(batch, rows), samples);
        long before = GC.GetAllocatedBytesForCurrentThread();
        using BuiltInEngine engine = new(new EngineSetup(data, features, NetworkParameters.Initialize(shape, 1), resolved.Options));
        _ = engine.Snapshot();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0.97 * foretold, 1.05 * foretold);
    }

    [Fact]
    public void Only_so_many_engines_train_at_once_as_there_is_memory_for()
    {
        NetworkShape shape = new(5, 5, 2, [16], [16], ActivationKind.Relu, DecodesVariance: true, HasFixedVariance: false);
        TrainingMemory memory = new(shape, Models.Quick, 300);
        double one = BuiltInEngine.Bytes(shape, 64, 1);
        Assert.Equal([1, 1, 3, 8], ((double[])[0, 1.5, 3.5, 100]).Select(times => memory.EnginesAtOnce(VaeTrainer.Engines, 8, times * one)));
        Assert.Contains("64, TrainingSamples 1, ", Assert.Throws<VaeDataException>(() => memory.ThrowIfTooMuch(VaeTrainer.Engines, 0.9 * one)).Message, StringComparison.Ordinal);
        memory.ThrowIfTooMuch(VaeTrainer.Engines, Math.Max(one, ScoreWorkspace.Bytes(shape, 2) * Environment.ProcessorCount));
    }

    [Fact]
    public void Sizes_whose_product_wraps_are_refused()
    {
        // 2³⁵ floats are 0 in 32 bits.
        InsufficientMemoryException e = Assert.Throws<InsufficientMemoryException>(() => new LayerTape(new Dense(1024, 16), 1 << 20));
        Assert.StartsWith("34359738368 numbers in one piece are more than an array can hold", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new VaeDataBuilder(-1));
    }

    private static VaeDataException Refusal(VaeOptions options, float[][] rows) =>
        Assert.Throws<VaeDataException>(() => new VaeTrainer(options with { CalibrationFolds = 0 }).Train(new VaeData(rows)));
}
