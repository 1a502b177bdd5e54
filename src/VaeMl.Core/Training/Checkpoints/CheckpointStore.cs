using System.Diagnostics;

namespace VaeMl.Training.Checkpoints;

/// <summary>The parts of a training that is kept in a file: the model's training is part 0, fold f's is 1 + f. Safe to use from many threads.</summary>
internal sealed class CheckpointStore : IDisposable
{
    // So seldom that short epochs are not held up, and so often that a kill costs little.
    private static readonly TimeSpan LeastInterval = TimeSpan.FromSeconds(1);
    private const int LeastMultipleOfWriting = 10;
    private readonly TrainingCheckpoint _checkpoint;
    private readonly CheckpointLock _held;
    private readonly RunFingerprint _run;
    private readonly Dictionary<int, object> _parts;
    private readonly Lock _partsLock = new(), _writing = new();
    private readonly Stopwatch _sinceWritten = new();
    private TimeSpan _interval;
    private string? _problem;

    /// <summary>Goes on from the file, or makes it if it is not there, and keeps other trainings off it until disposal.</summary>
    /// <exception cref="VaeCheckpointException">The file is damaged, in use by another training or one of another training.</exception>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public CheckpointStore(TrainingCheckpoint checkpoint, RunFingerprint run)
    {
        (_checkpoint, _run, _held) = (checkpoint, run, new CheckpointLock(checkpoint));
        try
        {
            _parts = Kept();
            // Also tells at once whether it can be written.
            WriteFile();
        }
        catch
        {
            _held.Dispose();
            throw;
        }
    }

    /// <summary>Why the file could not be written lately, in one sentence; null if it could.</summary>
    public string? Warning => Volatile.Read(ref _problem) is { } problem
        ? $"The checkpoint {_checkpoint.Path} could not be written lately: {problem.TrimEnd('.')}. It holds an earlier state, if any." : null;

    /// <summary>A part, if it is there and of this kind.</summary>
    public T? Part<T>(int number)
        where T : class
    {
        lock (_partsLock)
            return _parts.GetValueOrDefault(number) as T;
    }

    /// <summary>Takes a part's newest state, and writes the file if it is time.</summary>
    public void Keep(int number, object part)
    {
        lock (_partsLock)
            _parts[number] = part;
        // Whoever comes while another one writes goes on training.
        if (!_writing.TryEnter())
            return;
        try
        {
            if (_sinceWritten.Elapsed >= _interval)
                TryWrite();
        }
        finally
        {
            _writing.Exit();
        }
    }

    /// <summary>Writes the file now.</summary>
    public void Write()
    {
        lock (_writing)
            TryWrite();
    }

    /// <summary>A state that does not fit the training, whatever its checksum says.</summary>
    public VaeCheckpointException Unfitting(Exception cause) => CheckpointFile.Unusable(_checkpoint, "does not fit the training it says it is of", cause);

    /// <summary>Lets other trainings have the file.</summary>
    public void Dispose() => _held.Dispose();

    private Dictionary<int, object> Kept()
    {
        if (!_checkpoint.Exists)
            return [];
        (RunFingerprint earlier, Dictionary<int, object> parts) = CheckpointFile.Read(_checkpoint);
        string differences = string.Join(", ", earlier.DifferencesTo(_run));
        return differences.Length == 0 ? parts : throw CheckpointFile.Unusable(_checkpoint, $"is the checkpoint of another training: {differences}");
    }

    /// <summary>A full disk for a while must not cost a training of hours.</summary>
    private void TryWrite()
    {
        try
        {
            WriteFile();
            Volatile.Write(ref _problem, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Volatile.Write(ref _problem, e.Message);
            _sinceWritten.Restart();
        }
    }

    private void WriteFile()
    {
        Dictionary<int, object> parts;
        lock (_partsLock)
            parts = new(_parts);
        long start = Stopwatch.GetTimestamp();
        CheckpointFile.Write(_checkpoint, _run, parts);
        TimeSpan writing = LeastMultipleOfWriting * Stopwatch.GetElapsedTime(start);
        _interval = writing > LeastInterval ? writing : LeastInterval;
        _sinceWritten.Restart();
    }
}
