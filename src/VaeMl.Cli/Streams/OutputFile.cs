using VaeMl.Cli.Failures;
using VaeMl.Files;

namespace VaeMl.Cli.Streams;

/// <summary>A file or the standard output, to be written: proved writable before the work begins, and written whole or not at all where it can be replaced.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly AtomicFile? _file;
    private readonly Func<Stream> _open;
    private readonly CancellationToken _cancellation;

    private OutputFile(string path, AtomicFile? file, Func<Stream> open, CancellationToken cancellation) =>
        (Path, _file, _open, _cancellation) = (path, file, open, cancellation);

    /// <summary>The path as the user gave it.</summary>
    public string Path { get; }

    /// <summary>Whether it is the standard output, a device or a pipe, which takes what is written at once.</summary>
    public bool IsDevice => _file is null or { IsDevice: true };

    /// <summary>Checks that a file can be written.</summary>
    /// <param name="path">Its path; its folder must exist. "-" is the standard output.</param>
    /// <param name="standardOutput">Opens the standard output.</param>
    /// <param name="cancellation">Stops the waiting for whoever reads a pipe.</param>
    /// <param name="inputs">Files that the same command uses, which it must not overwrite.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static OutputFile Prepare(string path, Func<Stream> standardOutput, CancellationToken cancellation, params IEnumerable<string> inputs)
    {
        if (path == SourceStream.Standard)
            return new OutputFile("standard output", null, () => new NamedStream(standardOutput(), "standard output"), cancellation);
        if (string.IsNullOrWhiteSpace(path))
            throw new UsageException("an output needs a file name; an empty one was given.");
        try
        {
            string target = AtomicFile.Resolved(path);
            if (inputs.Where(input => input != SourceStream.Standard).FirstOrDefault(input => SameFile(target, AtomicFile.Resolved(input))) is { } overwritten)
                throw new InputException($"{path}: this would overwrite {overwritten}, which the same command uses.");
            AtomicFile file = InterruptibleStream.Wait(() => new AtomicFile(path), cancellation);
            file.Check();
            return new OutputFile(path, file, file.Open, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(e.Message.StartsWith(path, StringComparison.Ordinal) ? e.Message : $"{path}: no file can be written there ({e.Message.TrimEnd('.')}).");
        }
    }

    /// <summary>Opens the file for writing, beside its place.</summary>
    public Stream Open() => IsDevice ? new InterruptibleStream(_open(), _cancellation) : _open();

    /// <summary>Writes all of it.</summary>
    public void Write(ReadOnlySpan<byte> content)
    {
        using Stream stream = Open();
        stream.Write(content);
    }

    /// <summary>Puts what was written in its place.</summary>
    /// <param name="canBeMadeAgain">Whether it need not outlive a power cut, unless it replaces an older file.</param>
    public void Commit(bool canBeMadeAgain = false) => _file?.Commit(canBeMadeAgain);

    /// <summary>Removes what was written, unless it was committed.</summary>
    public void Dispose() => _file?.Dispose();

    private static bool SameFile(string first, string second) => string.Equals(
        first, second, OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
}
