using System.Globalization;
using VaeMl.Files;

namespace VaeMl.Training.Checkpoints;

/// <summary>
/// Keeps other trainings off a checkpoint while this one lives. It is a file beside the checkpoint that names its process and that only this process can
/// open: the system lets go of it when the process ends, whatever ends it. Where no such file can be made or locked, nothing is kept off.
/// </summary>
internal sealed class CheckpointLock : IDisposable
{
    private const char Separator = '~';
    private readonly FileStream? _file;

    /// <summary>Takes the checkpoint, and removes what killed trainings have left beside it. Of two that do so at once, one at least is refused.</summary>
    /// <exception cref="VaeCheckpointException">Another training has it.</exception>
    public CheckpointLock(TrainingCheckpoint checkpoint)
    {
        string target = AtomicFile.Resolved(checkpoint.Path), folder = Path.GetDirectoryName(target)!, mark = $"{Path.GetFileName(target)}.lock{Separator}";
        // Made before others are looked for: whoever looks later finds it.
        _file = Created(Path.Combine(folder, string.Create(
            CultureInfo.InvariantCulture, $"{mark}{Environment.ProcessId}{Separator}{Environment.MachineName}{Separator}{Guid.NewGuid().ToString("N")[..8]}")));
        try
        {
            foreach (string name in Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)!).Where(name => name.StartsWith(mark, StringComparison.Ordinal)))
                if (Path.Combine(folder, name) != _file?.Name && IsHeld(Path.Combine(folder, name)))
                    throw new VaeCheckpointException($"{checkpoint.Path} is in use by another training, {Holder(name[mark.Length..])}. Let it end, or give another path.");
        }
        catch (VaeCheckpointException)
        {
            Dispose();
            throw;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that is not there, or may not be looked into.
        }
    }

    /// <summary>Lets others have it.</summary>
    public void Dispose() => _file?.Dispose();

    private static FileStream? Created(string path)
    {
        try
        {
            return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whether the folder takes a checkpoint is for the checkpoint to tell.
            return null;
        }
    }

    /// <summary>Whether a process has the file; if none has, it is removed.</summary>
    private static bool IsHeld(string path)
    {
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // EWOULDBLOCK of Linux, of macOS, and a sharing violation of Windows; of whatever else may be wrong with it, it holds nothing.
            return e.HResult is 11 or 35 or unchecked((int)0x80070020);
        }
    }

    private static string Holder(string name) => name.Split(Separator) is [var process, var machine, _] ? $"process {process} on {machine}" : "of an unknown process";
}
