using VaeMl.Training.Checkpoints;

namespace VaeMl.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    private static readonly VaeOptions _quick = Models.Quick with { Epochs = 60, HiddenSizes = [8] };
    private readonly TemporaryFolder _folder = new();
    private readonly TrainingCheckpoint _checkpoint;

    public CheckpointTests() => _checkpoint = new TrainingCheckpoint(Path.Combine(_folder.Path, "run.checkpoint"));

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, VaeOptions> Cases { get; } = new()
    {
        { "clean", _quick },
        { "least likely trimmed, shared variance", _quick with { TrainingData = TrainingData.Contaminated, Variance = VarianceKind.Shared } },
        { "unstructured trimmed", _quick with { TrainingData = TrainingData.Contaminated, Trimming = TrimmingKind.Unstructured, Variance = VarianceKind.PerFeature } },
        { "held out, beta rising", _quick with { TrainingData = TrainingData.Contaminated, ValidationFraction = 0.2, KlWarmupEpochs = 20 } },
        { "stopping early", _quick with { ValidationFraction = 0.3, Patience = 12, LearningRate = 0.02, Activation = ActivationKind.Relu } },
        { "no folds, sampled", _quick with { CalibrationFolds = 0, LatentTerm = LatentTermKind.Sampled, TrainingSamples = 2, Threads = 1 } },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_interrupted_training_ends_with_the_same_bits(string name, VaeOptions options)
    {
        VaeData data = new(Models.Rows(200, missing: 0.05));
        VaeTrainingResult whole = new VaeTrainer(options).Train(data);
        int[] reported = [.. whole.Report.Epochs.Select(epoch => epoch.Epoch)];
        int interruptions = 0;
        VaeTrainingResult? resumed = null;
        while (resumed is null)
        {
            using CancellationTokenSource source = new();
            Countdown progress = new(13 + 2 * interruptions, source);
            try
            {
                resumed = new VaeTrainer(options).Train(data, _checkpoint, progress, source.Token);
            }
            catch (OperationCanceledException)
            {
                interruptions++;
                Assert.True(_checkpoint.Exists, name);
            }
        }
        Assert.True(interruptions >= 3, $"{name}: {interruptions} interruptions");
        Assert.Equal(Bytes(whole.Model), Bytes(resumed.Model));
        Assert.Equal(whole.Report.Epochs, resumed.Report.Epochs);
        Assert.Equal(whole.Report with { Elapsed = default, Epochs = [], Warnings = [] }, resumed.Report with { Elapsed = default, Epochs = [], Warnings = [] });
        Assert.Equal(whole.Report.Warnings, resumed.Report.Warnings);
        Assert.NotEmpty(reported);
    }

    [Fact]
    public void What_is_done_is_not_done_again()
    {
        VaeData data = new(Models.Rows(120));
        byte[] first = Bytes(new VaeTrainer(_quick).Train(data, _checkpoint).Model);
        Assert.True(_checkpoint.Exists);
        // All that is left to do is to score: no epoch of the model or of a fold is trained.
        List<TrainingProgress> told = [];
        VaeTrainingResult again = new VaeTrainer(_quick).Train(data, _checkpoint, new Recorder(told));
        Assert.Equal(first, Bytes(again.Model));
        Assert.DoesNotContain(told, progress => progress.Epoch is not null);
        Assert.Equal(1, told[^1].Fraction);
        _checkpoint.Delete();
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void The_number_of_threads_may_change()
    {
        VaeData data = new(Models.Rows(300));
        VaeOptions options = _quick with { HiddenSizes = [64, 64], BatchSize = 128 };
        using CancellationTokenSource source = new();
        Assert.ThrowsAny<OperationCanceledException>(() => new VaeTrainer(options with { Threads = 1 }).Train(data, _checkpoint, new Countdown(31, source), source.Token));
        Assert.Equal(Bytes(new VaeTrainer(options).Fit(data)), Bytes(new VaeTrainer(options with { Threads = 2 }).Train(data, _checkpoint).Model));
    }

    [Fact]
    public void A_checkpoint_of_another_training_is_left_alone()
    {
        float[][] rows = Models.Rows(100);
        new VaeTrainer(_quick).Train(new VaeData(rows), _checkpoint);
        byte[] kept = File.ReadAllBytes(_checkpoint.Path);

        Assert.Equal(
            $"{_checkpoint.Path} is the checkpoint of another training run: LearningRate was 0.002 and is 0.001, Patience was automatic and is 5. Delete the file to start over, or give another path.",
            Refusal(_quick with { LearningRate = 0.001, Patience = 5 }, new VaeData(rows)));
        Assert.Contains("the rows were 100 of 5 features and are 99 of 5 features", Refusal(_quick, new VaeData(rows[..99])), StringComparison.Ordinal);
        Assert.Contains("the columns have other names", Refusal(_quick, new VaeData(rows, ["a", "b", "c", "d", "e"])), StringComparison.Ordinal);
        float before = rows[50][2];
        rows[50][2] = MathF.BitIncrement(before);
        Assert.Contains("the rows have other values", Refusal(_quick, new VaeData(rows)), StringComparison.Ordinal);
        Assert.Equal(kept, File.ReadAllBytes(_checkpoint.Path));
    }

    [Fact]
    public void A_damaged_checkpoint_is_told_and_left_alone()
    {
        VaeData data = new(Models.Rows(60));
        new VaeTrainer(_quick).Train(data, _checkpoint);
        byte[] whole = File.ReadAllBytes(_checkpoint.Path);
        Random random = new(5);
        for (int i = 0; i < 200; i++)
        {
            byte[] damaged = i % 2 == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            if (i % 2 == 1)
                damaged[random.Next(whole.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_checkpoint.Path, damaged);
            string message = Refusal(_quick, data);
            Assert.StartsWith($"{_checkpoint.Path} is damaged, or no checkpoint of VaeMl: ", message, StringComparison.Ordinal);
            Assert.EndsWith("Delete the file to start over, or give another path.", message, StringComparison.Ordinal);
            Assert.Equal(damaged, File.ReadAllBytes(_checkpoint.Path));
        }
    }

    [Fact]
    public void Hostile_lengths_behind_a_right_checksum_allocate_nothing()
    {
        VaeData data = new(Models.Rows(60));
        new VaeTrainer(_quick).Train(data, _checkpoint);
        byte[] whole = File.ReadAllBytes(_checkpoint.Path);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int at = 8; at < whole.Length - 36; at += Math.Max(1, at / 60))
        {
            byte[] hostile = [.. whole];
            BitConverter.TryWriteBytes(hostile.AsSpan(at), int.MaxValue - 3);
            System.Security.Cryptography.SHA256.HashData(hostile.AsSpan(..^32), hostile.AsSpan(^32..));
            File.WriteAllBytes(_checkpoint.Path, hostile);
            try
            {
                CheckpointFile.Read(_checkpoint);
            }
            catch (VaeCheckpointException)
            {
            }
        }
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 1L << 29, $"{allocated} bytes for some hundred files of {whole.Length} bytes");
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_is_told_before_training()
    {
        TrainingCheckpoint nowhere = new(Path.Combine(_folder.Path, "nowhere", "run.checkpoint"));
        List<TrainingProgress> told = [];
        Assert.ThrowsAny<IOException>(() => new VaeTrainer(_quick).Train(new VaeData(Models.Rows(50)), nowhere, new Recorder(told)));
        Assert.Empty(told);
        Assert.Throws<ArgumentException>(() => new TrainingCheckpoint(" "));
    }

    [Fact]
    public void The_model_file_does_not_know_of_the_checkpoint()
    {
        VaeData data = new(Models.Rows(50));
        Assert.Equal(Bytes(new VaeTrainer(_quick).Fit(data)), Bytes(new VaeTrainer(_quick).Train(data, _checkpoint).Model));
    }

    private string Refusal(VaeOptions options, VaeData data) =>
        Assert.Throws<VaeCheckpointException>(() => new VaeTrainer(options).Train(data, _checkpoint)).Message;

    private static byte[] Bytes(VaeModel model)
    {
        using MemoryStream stream = new();
        model.Save(stream);
        return stream.ToArray();
    }

    /// <summary>Interrupts after so many reports.</summary>
    private sealed class Countdown(int reports, CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        private int _left = reports;

        public void Report(TrainingProgress value)
        {
            if (--_left == 0)
                source.Cancel();
        }
    }

    private sealed class Recorder(List<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told.Add(value);
    }
}
