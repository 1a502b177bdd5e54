namespace VaeMl.Torch.Tests.Training;

public sealed class RowsOnDiskTests
{
    private const int Count = 230_000;

    [TorchFact]
    public void Rows_on_disk_are_trained_on_part_by_part_as_the_built_in_trainer_does()
    {
        VaeData memory = Rows.Mixed(Count);
        VaeDataBuilder builder = new(memory.FeatureCount, maxMemory: 16 << 20);
        for (int i = 0; i < Count; i++)
            builder.Add(memory[i]);
        VaeData disk = builder.Build();
        Assert.False(disk.IsInMemory);
        VaeOptions options = Options.Quick with { Epochs = 1, BatchSize = 1024, TrainingData = TrainingData.Contaminated, Trimming = TrimmingKind.LeastLikely };
        VaeTrainingResult torch = new TorchVaeTrainer(options).Train(disk), builtIn = new VaeTrainer(options).Train(disk);
        Assert.Equal(2, torch.Report.Epochs.Count);
        Assert.Equal(builtIn.Report.Steps, torch.Report.Steps);
        Assert.Equal(builtIn.Report.RowsTrained, torch.Report.RowsTrained);
        VaeData others = Rows.Mixed(2_000, seed: 9);
        Assert.Equal(builtIn.Model.Terms(others).Elbo, torch.Model.Terms(others).Elbo, 0.05);
    }
}
