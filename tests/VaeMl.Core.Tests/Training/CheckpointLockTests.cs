using VaeMl.Training.Checkpoints;

namespace VaeMl.Tests.Training;

/// <summary>One checkpoint has one training at a time.</summary>
public sealed class CheckpointLockTests : IDisposable
{
    private static readonly VaeOptions _quick = Models.Quick with { Epochs = 5, HiddenSizes = [8] };
    private readonly TemporaryFolder _folder = new();
    private readonly TrainingCheckpoint _checkpoint;

    public CheckpointLockTests() => _checkpoint = new TrainingCheckpoint(Path.Combine(_folder.Path, "run.checkpoint"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_training_is_refused_while_the_first_one_runs()
    {
        VaeData data = new(Models.Rows(60));
        TrainingCheckpoint other = new(Path.Combine(_folder.Path, "run"));
        string? refusal = null;
        VaeTrainingResult first = new VaeTrainer(_quick).Train(data, _checkpoint, new Once(() =>
        {
            refusal = Assert.Throws<VaeCheckpointException>(() => new VaeTrainer(_quick).Train(data, _checkpoint)).Message;
            new VaeTrainer(_quick).Train(data, other);
        }));
        Assert.Equal(
            $"{_checkpoint.Path} is in use by another training run, process {Environment.ProcessId} on {Environment.MachineName}. Wait until it ends, or give another path.", refusal);
        Assert.Equal(first.Model.Scores(data), new VaeTrainer(_quick).Train(data, _checkpoint).Model.Scores(data));
        Assert.Equal(["run", "run.checkpoint"], Files());
    }

    [Fact]
    public void Another_name_of_the_file_changes_nothing()
    {
        if (OperatingSystem.IsWindows())
            return;
        using CheckpointLock held = new(_checkpoint);
        File.WriteAllText(_checkpoint.Path, "");
        TrainingCheckpoint link = new(Path.Combine(_folder.Path, "link"));
        File.CreateSymbolicLink(link.Path, _checkpoint.Path);
        Assert.StartsWith($"{link.Path} is in use by another training run, process ", Assert.Throws<VaeCheckpointException>(() => new CheckpointLock(link)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_killed_training_has_left_blocks_nothing_and_is_removed()
    {
        File.WriteAllText(_checkpoint.Path + $".lock~{Environment.ProcessId}~{Environment.MachineName}~0123abcd", "");
        File.WriteAllText(_checkpoint.Path + ".lock~", "");
        new VaeTrainer(_quick).Train(new VaeData(Models.Rows(60)), _checkpoint);
        Assert.Equal(["run.checkpoint"], Files());
    }

    [Fact]
    public void Trainings_that_fail_let_go_of_it()
    {
        File.WriteAllText(_checkpoint.Path, "no checkpoint, and long enough for a checksum of it to be there");
        for (int i = 0; i < 2; i++)
            Assert.Contains("is damaged, or no checkpoint", Assert.Throws<VaeCheckpointException>(() => new VaeTrainer(_quick).Train(new VaeData(Models.Rows(60)), _checkpoint)).Message, StringComparison.Ordinal);
        Assert.Equal(["run.checkpoint"], Files());
    }

    [Fact]
    public void A_name_too_long_for_a_lock_is_no_reason_to_fail()
    {
        using CheckpointLock _ = new(new TrainingCheckpoint(Path.Combine(_folder.Path, new string('x', 250))));
        Assert.Empty(Files());
    }

    private string[] Files() => [.. Directory.GetFiles(_folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>Does something at the first report.</summary>
    private sealed class Once(Action action) : IProgress<TrainingProgress>
    {
        private Action? _action = action;

        public void Report(TrainingProgress value) => Interlocked.Exchange(ref _action, null)?.Invoke();
    }
}
