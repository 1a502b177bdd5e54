using VaeMl.Training;

namespace VaeMl.Tests.Training;

/// <summary>What the loop asks of an engine, and which of its epochs it keeps.</summary>
public sealed class LoopStepTests
{
    [Fact]
    public void Every_step_has_the_beta_of_its_epoch()
    {
        RecordingEngine engine = new();
        Loop(engine, new VaeOptions { BatchSize = 50, Epochs = 5, Beta = 2, KlWarmupEpochs = 4 }).Run();
        Assert.Equal([0.5, 0.5, 1, 1, 1.5, 1.5, 2, 2, 2, 2], engine.Betas);
    }

    [Fact]
    public void Cancellation_ends_an_epoch_before_its_next_batch()
    {
        using CancellationTokenSource source = new();
        int steps = 0;
        RecordingEngine engine = new()
        {
            OnStep = () =>
            {
                if (++steps == 7)
                    source.Cancel();
            },
        };
        Assert.Throws<OperationCanceledException>(Loop(engine, new VaeOptions { BatchSize = 10, Epochs = 1 }, cancellation: source.Token).Run);
        Assert.Equal(7, steps);
    }

    // The bound on held-out rows falls from the first epoch on.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(4, 4)]
    public void The_best_epoch_is_none_in_which_beta_still_rises(int warmup, int best)
    {
        const int patience = 3;
        int validated = 0;
        VaeOptions options = new() { Epochs = 20, KlWarmupEpochs = warmup, Patience = patience };
        TrainedNetwork training = Loop(new RecordingEngine(), options, () => -(++validated)).Run();
        Assert.Equal((best, best + patience, StopReason.EarlyStopping), (training.BestEpoch, training.Epochs.Count, training.StopReason));
    }

    private static EpochLoop Loop(RecordingEngine engine, VaeOptions options, Func<double>? validate = null, CancellationToken cancellation = default) =>
        new(engine, engine.Unworried, new ResolvedOptions(options, 100, 4), [.. Enumerable.Range(0, 100)], cancellation)
        {
            Validate = validate is null ? null : _ => new HeldOutBound(default(ElboTerms), validate()),
        };
}
