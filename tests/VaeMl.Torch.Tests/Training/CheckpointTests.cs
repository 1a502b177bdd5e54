namespace VaeMl.Torch.Tests.Training;

public sealed class CheckpointTests
{
    [TorchTheory]
    [InlineData(VarianceKind.PerRow, 0.0)]
    [InlineData(VarianceKind.Shared, 0.25)]
    [InlineData(VarianceKind.PerFeature, 0.0)]
    public void An_interrupted_training_ends_with_the_same_bits(VarianceKind variance, double heldOut)
    {
        VaeData data = Rows.Mixed(200, missing: 0.1);
        VaeOptions options = Options.Quick with { Epochs = 40, Variance = variance, ValidationFraction = heldOut, TrainingData = TrainingData.Contaminated };
        TrainingCheckpoint checkpoint = new(Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.checkpoint"));
        try
        {
            VaeTrainingResult whole = new TorchVaeTrainer(options).Train(data);
            using CancellationTokenSource source = new();
            ProgressCallback cancel = new(progress =>
            {
                if (progress.Epoch is { Epoch: 25 })
                    source.Cancel();
            });
            Assert.ThrowsAny<OperationCanceledException>(() => new TorchVaeTrainer(options).Train(data, checkpoint, cancel, source.Token));
            List<int> epochs = [];
            ProgressCallback record = new(progress => epochs.AddRange(progress.Epoch is { } epoch ? [epoch.Epoch] : []));
            VaeTrainingResult resumed = new TorchVaeTrainer(options).Train(data, checkpoint, record);
            Assert.InRange(epochs[0], 2, 26);
            Assert.Equal(whole.Report.Epochs, resumed.Report.Epochs);
            Assert.Equal(whole.Model.Scores(data), resumed.Model.Scores(data));
            Assert.Equal(whole.Model.Threshold, resumed.Model.Threshold);
            Assert.Contains(
                "the trainer was TorchSharp with BuiltIn and is BuiltIn",
                Assert.Throws<VaeCheckpointException>(() => new VaeTrainer(options).Train(data, checkpoint)).Message,
                StringComparison.Ordinal);
        }
        finally
        {
            checkpoint.Delete();
        }
    }
}
