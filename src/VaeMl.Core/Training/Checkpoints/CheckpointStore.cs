using System.Diagnostics;
using VaeMl.Messages;

namespace VaeMl.Training.Checkpoints;

/// <summary>The parts of a training run that is stored in a file: part 0 is the model's training, part 1 + f that of fold f. Thread-safe.</summary>
internal sealed class CheckpointStore : IDisposable
{
    // Rare enough not to slow down short epochs, frequent enough that a kill costs little.
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

    /// <summary>Resumes from the file, or creates it if it does not exist. Locks out other training runs until disposal.</summary>
    /// <exception cref="VaeCheckpointException">The file is damaged, in use by another training run, or belongs to a different one.</exception>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public CheckpointStore(TrainingCheckpoint checkpoint, RunFingerprint run)
    {
        (_checkpoint, _run, _held) = (checkpoint, run, new CheckpointLock(checkpoint));
        try
        {
            _parts = Kept();
            // Also reports immediately if the file cannot be written.
            WriteFile();
        }
        catch
        {
            _held.Dispose();
            throw;
        }
    }

    /// <summary>Why the last attempt to write the file failed, in one sentence; null if it succeeded.</summary>
    public string? Warning => Volatile.Read(ref _problem) is { } problem
        ? $"The last attempt to write the checkpoint {_checkpoint.Path} failed: {problem.TrimEnd('.')}. The file holds an earlier state, if any." : null;

    /// <summary>A part, if it exists and is of this type.</summary>
    public T? Part<T>(int number)
        where T : class
    {
        lock (_partsLock)
            return _parts.GetValueOrDefault(number) as T;
    }

    /// <summary>Stores the newest state of a part, and writes the file if it is time.</summary>
    public void Keep(int number, object part)
    {
        lock (_partsLock)
            _parts[number] = part;
        // If another thread is writing, continue training.
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

    /// <summary>The error for a state that does not match the training run although its checksum is valid.</summary>
    public VaeCheckpointException Unfitting(Exception cause) => CheckpointFile.Unusable(_checkpoint, $"does not match the training run named in its header", cause);

    /// <summary>Releases the file for other training runs.</summary>
    public void Dispose() => _held.Dispose();

    private Dictionary<int, object> Kept()
    {
        if (!_checkpoint.Exists)
            return [];
        (RunFingerprint earlier, Dictionary<int, object> parts) = CheckpointFile.Read(_checkpoint);
        OptionText[] differences = [.. earlier.DifferencesTo(_run)];
        return differences.Length == 0 ? parts
            : throw CheckpointFile.Unusable(_checkpoint, $"is the checkpoint of another training run: {OptionText.Join(", ", differences)}");
    }

    /// <summary>Writes the file and tolerates failures: a temporarily full disk must not end a training run of many hours.</summary>
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
