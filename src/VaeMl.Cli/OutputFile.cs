using VaeMl.Cli.Input;

namespace VaeMl.Cli;

/// <summary>
/// A file to be written: proved writable before the work begins, written beside its place, and moved there when it is whole,
/// so that a failure never costs an older file.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string _target;
    private readonly string? _temporary;
    private readonly Func<Stream> _openDevice;
    private Stream? _stream;

    private OutputFile(string path, string target, string? temporary, Func<Stream>? openDevice = null)
    {
        (Path, _target, _temporary) = (path, target, temporary);
        _openDevice = openDevice ?? (() => new FileStream(_target, FileMode.Open, FileAccess.Write));
    }

    /// <summary>The path as the user gave it.</summary>
    public string Path { get; }

    /// <summary>Whether it is the standard output, a device or a pipe, which takes what is written at once.</summary>
    public bool IsDevice => _temporary is null;

    /// <summary>Checks that a file can be written.</summary>
    /// <param name="path">Its path; its folder must exist.</param>
    /// <param name="inputs">Files that the same command uses, which it must not overwrite.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static OutputFile Prepare(string path, params IEnumerable<string> inputs) => Prepare(path, Console.OpenStandardOutput, inputs);

    /// <summary>Checks that a file can be written.</summary>
    /// <param name="path">Its path; its folder must exist. "-" is the standard output.</param>
    /// <param name="standardOutput">Opens the standard output.</param>
    /// <param name="inputs">Files that the same command uses, which it must not overwrite.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static OutputFile Prepare(string path, Func<Stream> standardOutput, params IEnumerable<string> inputs)
    {
        if (path == SourceStream.Standard)
            return new OutputFile("standard output", path, null, standardOutput);
        if (string.IsNullOrWhiteSpace(path))
            throw new UsageException("an output needs a file name; an empty one was given.");
        string full = System.IO.Path.GetFullPath(path);
        // Devices and pipes take what is written; they cannot be replaced.
        if (!OperatingSystem.IsWindows() && full.StartsWith("/dev/", StringComparison.Ordinal))
            return new OutputFile(path, full, null);
        if (Directory.Exists(full))
            throw new InputException($"{path}: this is a folder; give the name of a file in it.");
        string target = Resolved(full);
        if (inputs.Where(input => input != SourceStream.Standard).FirstOrDefault(input => SameFile(target, Resolved(input))) is { } overwritten)
            throw new InputException($"{path}: this would overwrite {overwritten}, which the same command uses.");
        string folder = System.IO.Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
            throw new InputException($"{path}: there is no folder {folder}");
        if (File.Exists(target) && File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly))
            throw new InputException($"{path}: the file exists and is read-only.");
        string temporary = System.IO.Path.Combine(folder, $".{System.IO.Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
        Probe(path, temporary);
        return new OutputFile(path, target, temporary);
    }

    /// <summary>Opens the file for writing, beside its place.</summary>
    public Stream Open() => _stream = _temporary is null
        ? _openDevice()
        : new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);

    /// <summary>Moves what was written to its place.</summary>
    public void Commit()
    {
        if (_stream is FileStream { CanSeek: true } file && _temporary is not null)
            file.Flush(flushToDisk: true);
        _stream?.Dispose();
        if (_temporary is not null)
            File.Move(_temporary, _target, overwrite: true);
    }

    /// <summary>Removes what was written, unless it was committed.</summary>
    public void Dispose()
    {
        _stream?.Dispose();
        if (_temporary is not null)
            File.Delete(_temporary);
    }

    private static void Probe(string path, string temporary)
    {
        try
        {
            new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: no file can be written there ({e.Message.TrimEnd('.')}).");
        }
    }

    /// <summary>The file behind links.</summary>
    private static string Resolved(string path) =>
        (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? System.IO.Path.GetFullPath(path);

    private static bool SameFile(string first, string second) => string.Equals(
        first, second, OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
}
