using System.Globalization;
using VaeMl.Files;

namespace VaeMl.Training.Checkpoints;

/// <summary>
/// Locks a checkpoint against other training runs. The lock is a file beside the checkpoint whose name identifies the process and which only this process can open.
/// The operating system releases it when the process ends, however it ends. Where no such file can be created or locked, there is no protection.
/// </summary>
internal sealed class CheckpointLock : IDisposable
{
    private const char Separator = '~';
    private readonly FileStream? _file;

    /// <summary>Takes the lock, and removes the lock files that killed runs left behind. If two processes try at once, at least one fails.</summary>
    /// <exception cref="VaeCheckpointException">Another training run uses the checkpoint.</exception>
    public CheckpointLock(TrainingCheckpoint checkpoint)
    {
        string target = AtomicFile.Resolved(checkpoint.Path), folder = Path.GetDirectoryName(target)!, mark = $"{Path.GetFileName(target)}.lock{Separator}";
        // Created before looking for others, so that a process that looks later finds it.
        _file = Created(Path.Combine(folder, string.Create(
            CultureInfo.InvariantCulture, $"{mark}{Environment.ProcessId}{Separator}{Environment.MachineName}{Separator}{Guid.NewGuid().ToString("N")[..8]}")));
        try
        {
            foreach (string name in Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)!).Where(name => name.StartsWith(mark, StringComparison.Ordinal)))
                if (Path.Combine(folder, name) != _file?.Name && IsHeld(Path.Combine(folder, name)))
                    throw new VaeCheckpointException($"{checkpoint.Path} is in use by another training run, {Holder(name[mark.Length..])}. Wait until it ends, or give another path.");
        }
        catch (VaeCheckpointException)
        {
            Dispose();
            throw;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder does not exist or cannot be listed.
        }
    }

    /// <summary>Releases the lock.</summary>
    public void Dispose() => _file?.Dispose();

    private static FileStream? Created(string path)
    {
        try
        {
            return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Writing the checkpoint will report the problem with the folder.
            return null;
        }
    }

    /// <summary>Whether a process holds the lock file. If none does, the file is removed.</summary>
    private static bool IsHeld(string path)
    {
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // EWOULDBLOCK on Linux and macOS, or a sharing violation on Windows. With any other error the file is not held.
            return e.HResult is 11 or 35 or unchecked((int)0x80070020);
        }
    }

    private static string Holder(string name) => name.Split(Separator) is [var process, var machine, _] ? $"process {process} on {machine}" : "of an unknown process";
}
