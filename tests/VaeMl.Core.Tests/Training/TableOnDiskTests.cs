using VaeMl.Likelihoods;
using VaeMl.Reporting;
using VaeMl.Training;

namespace VaeMl.Tests.Training;

/// <summary>Trainings on more rows than memory may hold.</summary>
public sealed class TableOnDiskTests
{
    private const int Count = 250_000;

    private static readonly VaeOptions Short = new()
    {
        HiddenSizes = [16], LatentSize = 2, Epochs = 2, TrainingData = TrainingData.Contaminated, Threads = 2, Seed = 5,
    };

    private static readonly Lazy<VaeData> OnDisk = new(() => Table(VaeDataBuilder.LeastMemory)), InMemory = new(() => Table(null));

    [Theory]
    [InlineData(TrimmingKind.None)]
    [InlineData(TrimmingKind.LeastLikely)]
    [InlineData(TrimmingKind.Unstructured)]
    public void A_model_of_a_table_on_disk_is_as_good_as_one_of_a_table_in_memory(TrimmingKind trimming)
    {
        VaeOptions options = Short with { Trimming = trimming };
        Assert.False(OnDisk.Value.IsInMemory);
        VaeTrainingResult disk = new VaeTrainer(options).Train(OnDisk.Value), memory = new VaeTrainer(options).Train(InMemory.Value);
        Assert.Equal(memory.Report.RowsTrained + memory.Report.RowsHeldOut, disk.Report.RowsTrained + disk.Report.RowsHeldOut);
        Assert.Equal(memory.Report.RowsSkipped, disk.Report.RowsSkipped);
        Assert.InRange(disk.Report.RowsHeldOut, 19_000, 21_000);
        Assert.InRange(disk.Report.Steps, 0.95 * memory.Report.Steps, 1.05 * memory.Report.Steps);

        float[][] fresh = Models.Rows(5_000, seed: 77);
        double ofDisk = disk.Model.Terms(new VaeData(fresh)).Elbo, ofMemory = memory.Model.Terms(new VaeData(fresh)).Elbo;
        Assert.InRange(ofDisk, ofMemory - 0.05 * Math.Abs(ofMemory) - 0.1, ofMemory + 0.05 * Math.Abs(ofMemory) + 0.1);
        Assert.InRange(disk.Model.Scores(new VaeData(Models.Rows(5_000, seed: 78, missing: 0.02))).Count(score => score > disk.Model.Threshold), 25, 90);
        bool[] isAnomaly = [.. Enumerable.Range(0, 5_000).Select(i => i % 10 == 0)];
        foreach ((float[] row, bool anomaly) in fresh.Zip(isAnomaly))
            if (anomaly)
                row[2] = -row[2];
        Assert.InRange(Auroc.Compute(disk.Model.Scores(new VaeData(fresh)), isAnomaly), Auroc.Compute(memory.Model.Scores(new VaeData(fresh)), isAnomaly) - 0.01, 1);
    }

    [Fact]
    public void The_same_seed_gives_the_same_model_whatever_the_threads()
    {
        VaeModel one = new VaeTrainer(Short with { Threads = 1 }).Fit(OnDisk.Value), two = new VaeTrainer(Short).Fit(OnDisk.Value);
        Assert.Equal(ModelBytes.Write(one), ModelBytes.Write(two));
    }

    [Fact]
    public void A_cancelled_training_goes_on_from_its_checkpoint_to_the_same_model()
    {
        using TemporaryFolder folder = new();
        TrainingCheckpoint checkpoint = new(Path.Combine(folder.Path, "training.checkpoint"));
        using CancellationTokenSource cancellation = new();
        Progress stop = new(epoch =>
        {
            if (epoch == 3)
                cancellation.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => new VaeTrainer(Short).Train(OnDisk.Value, checkpoint, stop, cancellation.Token));
        // The parts of the table would be others.
        Assert.Contains(
            "the rows were 250000 of 5 features, trained on within 16777216 bytes of memory and are 250000 of 5 features.",
            Assert.Throws<VaeCheckpointException>(() => new VaeTrainer(Short).Train(InMemory.Value, checkpoint)).Message,
            StringComparison.Ordinal);
        List<int> epochs = [];
        VaeTrainingResult resumed = new VaeTrainer(Short).Train(OnDisk.Value, checkpoint, new Progress(epochs.Add));
        Assert.Equal([4], epochs);
        Assert.Equal(ModelBytes.Write(new VaeTrainer(Short).Fit(OnDisk.Value)), ModelBytes.Write(resumed.Model));
    }

    [Fact]
    public void Without_rows_held_out_there_is_no_threshold_and_an_error_says_so()
    {
        VaeDataException error = Assert.Throws<VaeDataException>(() => new VaeTrainer(Short with { ValidationFraction = 0 }).Fit(OnDisk.Value));
        Assert.Contains("Leave ValidationFraction out, or raise MaxMemory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_continued_training_calibrates_with_levels_that_the_model_does_not_know()
    {
        float[][] Rows(int count) => [.. Models.Rows(count, seed: 3).Select((row, i) => (float[])[.. row[..4], i % 3])];
        IReadOnlyList<string>?[] levels = [null, null, null, null, ["x", "y", "z"]];
        VaeModel model = new VaeTrainer(Short with { HiddenSizes = [8] }).Fit(new VaeData(Rows(2_000), levels: levels));
        VaeDataBuilder rows = new(5, model.FeatureNames, levels, VaeDataBuilder.LeastMemory);
        foreach ((int i, float[] row) in Rows(Count).Index())
        {
            if (i % 20 == 0)
                row[4] = -1;
            rows.Add(row);
        }
        VaeTrainingResult continued = new VaeTrainer(new VaeOptions { Epochs = 1 }).Continue(model, rows.Build());
        Assert.Contains(continued.Report.Warnings, text => text.Message.StartsWith("12500 rows of 250000 hold a level that the model does not know", StringComparison.Ordinal));
        float[][] fresh = Rows(4_000);
        for (int i = 0; i < fresh.Length; i += 20)
            fresh[i][4] = -1;
        // They cost 13.9 nats each, and the threshold at which 1 % are flagged knows of them.
        Assert.InRange(continued.Model.Scores(new VaeData(fresh)).Count(continued.Model.IsAnomaly), 20, 80);
    }

    /// <summary>The rows in memory while it trains have other numbers.</summary>
    [Fact]
    public void The_cause_of_a_divergence_has_its_place_in_the_whole_table()
    {
        VaeDataBuilder builder = new(2, maxMemory: VaeDataBuilder.LeastMemory);
        for (int i = 0; i < 600_000; i++)
            builder.Add([i % 100, i == 543_210 ? -9e9f : i % 77]);
        VaeData data = builder.Build().NameRows(row => $"line {row + 2}");
        Assert.False(data.IsInMemory);
        DataSummary summary = new(data, default);
        ResolvedOptions resolved = new(new VaeOptions(), data.Count, data.SlotCount);
        FeatureTransform features = FeatureTransformFit.Create(summary.Sample, summary, resolved);
        Assert.StartsWith(
            "The likely cause is feature 'f1', which holds -9E+09 in line 543212, far beyond its other values",
            DivergenceCause.Describe(new RowWindow(data, 10_000, resolved.Options).Data, summary, features, resolved.Options).ToString(),
            StringComparison.Ordinal);
    }

    private static VaeData Table(long? maxMemory)
    {
        VaeDataBuilder builder = new(5, maxMemory: maxMemory);
        float[] missing = [float.NaN, float.NaN, float.NaN, float.NaN, float.NaN];
        int i = 0;
        foreach (float[] row in Models.Rows(Count, seed: 1, missing: 0.02))
            builder.Add(++i % 100 == 17 ? missing : row);
        return builder.Build();
    }

    private sealed class Progress(Action<int> epoch) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Epoch is { } report)
                epoch(report.Epoch);
        }
    }
}
