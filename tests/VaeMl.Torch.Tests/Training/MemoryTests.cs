using TorchSharp;
using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Training;
using VaeMl.Training.Engines;

namespace VaeMl.Torch.Tests.Training;

/// <summary>No tensor outlives a training, however it ends; counted by TorchSharp itself, over all threads.</summary>
public sealed class MemoryTests
{
    [TorchFact]
    public void No_tensors_live_after_a_training() => AssertNoneLive(() => new TorchVaeTrainer(Options.Quick).Fit(Rows.Mixed(200, missing: 0.1)));

    [TorchFact]
    public void No_tensors_live_after_a_training_in_a_scope_of_the_caller() => AssertNoneLive(() =>
    {
        using DisposeScope scope = torch.NewDisposeScope();
        new TorchVaeTrainer(Options.Quick).Fit(Rows.Mixed(200));
        Assert.Equal(0, scope.DisposablesCount);
    });

    [TorchTheory]
    [InlineData(TrainingPhase.Training)]
    [InlineData(TrainingPhase.Calibrating)]
    public void No_tensors_live_after_a_cancelled_training(TrainingPhase phase) => AssertNoneLive(() =>
    {
        using CancellationTokenSource source = new();
        ProgressCallback progress = new(told =>
        {
            if (told.Phase == phase)
                source.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => new TorchVaeTrainer(Options.Quick).Train(Rows.Mixed(200), progress, source.Token));
    });

    [TorchFact]
    public void No_tensors_live_after_a_training_that_fails() => AssertNoneLive(() =>
        Assert.Throws<InvalidTimeZoneException>(() =>
            new TorchVaeTrainer(Options.Quick).Train(Rows.Mixed(200), new ProgressCallback(_ => throw new InvalidTimeZoneException()))));

    [TorchFact]
    public void No_tensors_live_after_a_failure_within_a_step() => AssertNoneLive(() =>
    {
        // A network for another number of features fails in the middle of the forward pass.
        (VaeData data, FeatureTransform features, VaeOptions options) = Resolved();
        NetworkShape shape = new ResolvedOptions(options, data.Count, data.FeatureCount).ShapeFor(features) with { Features = 9 };
        using TorchEngine engine = new(new EngineSetup(data, features, NetworkParameters.Initialize(shape, 1), options), new DeviceName(false, null));
        Assert.ThrowsAny<Exception>(() => engine.Step(new EngineStep(Enumerable.Range(0, 3).ToArray(), 1, 1e-3, 1)));
    });

    [TorchFact]
    public void No_tensors_live_after_a_failure_in_the_making() => AssertNoneLive(() =>
    {
        (VaeData data, FeatureTransform features, VaeOptions options) = Resolved();
        NetworkParameters network = NetworkParameters.Initialize(new ResolvedOptions(options, data.Count, data.FeatureCount).ShapeFor(features), 1);
        // Likelihoods come last: parameters and buffers are there by then.
        features.Likelihoods[^1] = null!;
        Assert.ThrowsAny<Exception>(() => new TorchEngine(new EngineSetup(data, features, network, options), new DeviceName(false, null)));
    });

    [TorchFact]
    public void Memory_stays_flat_over_the_epochs()
    {
        // Tensors of earlier tests that wait for their finalizers would fall out of the count midway.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        List<(long Tensors, double Megabytes)> epochs = [];
        ProgressCallback progress = new(_ => epochs.Add((torch.Tensor.TotalCount, Environment.WorkingSet / 1048576.0)));
        // A leak of one hidden layer a step would come to 3 MB an epoch.
        VaeOptions options = Options.Quick with { HiddenSizes = [512], BatchSize = 128, Epochs = 150, CalibrationFolds = 0 };
        new TorchVaeTrainer(options).Train(Rows.Mixed(1500), progress);
        Assert.Single(epochs.Select(epoch => epoch.Tensors).Distinct());
        double early = epochs.Skip(20).Take(30).Max(epoch => epoch.Megabytes), late = epochs.TakeLast(30).Max(epoch => epoch.Megabytes);
        Assert.True(late < early + 40, $"{early:F0} MB, then {late:F0} MB");
    }

    private static (VaeData, FeatureTransform, VaeOptions) Resolved()
    {
        VaeData data = Rows.Mixed(50);
        ResolvedOptions resolved = new(Options.Quick, data.Count, data.FeatureCount);
        return (data, FeatureTransformFit.Create(data, new DataSummary(data, default), resolved), resolved.Options);
    }

    private static void AssertNoneLive(Action train)
    {
        // Scopes are a thread's, and finalizers must not be what frees the tensors.
        long before = torch.Tensor.TotalCount;
        GC.TryStartNoGCRegion(200 << 20);
        try
        {
            train();
            Assert.Equal(before, torch.Tensor.TotalCount);
        }
        finally
        {
            if (System.Runtime.GCSettings.LatencyMode == System.Runtime.GCLatencyMode.NoGCRegion)
                GC.EndNoGCRegion();
        }
    }
}
