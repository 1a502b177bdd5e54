using VaeMl.Cli.Failures;
using VaeMl.Files;

namespace VaeMl.Cli.Streams;

/// <summary>An output file or standard output. It is checked to be writable before the work begins. A regular file is written completely or not at all.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly AtomicFile? _file;
    private readonly Func<Stream> _open;
    private readonly CancellationToken _cancellation;

    private OutputFile(string path, AtomicFile? file, Func<Stream> open, CancellationToken cancellation) =>
        (Path, _file, _open, _cancellation) = (path, file, open, cancellation);

    /// <summary>The path as the user gave it.</summary>
    public string Path { get; }

    /// <summary>Whether it is standard output, a device or a pipe, to which data is written immediately.</summary>
    public bool IsDevice => _file is null or { IsDevice: true };

    /// <summary>Checks that a file can be written.</summary>
    /// <param name="path">The path of the file; its folder must exist. "-" is standard output.</param>
    /// <param name="standardOutput">Opens standard output.</param>
    /// <param name="cancellation">Cancels waiting for the reader of a pipe.</param>
    /// <param name="inputs">Other files that the command uses, which it must not overwrite.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
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

    /// <summary>Opens the file for writing, under a temporary name beside its path.</summary>
    public Stream Open() => IsDevice ? new InterruptibleStream(_open(), _cancellation) : _open();

    /// <summary>Writes the whole content.</summary>
    public void Write(ReadOnlySpan<byte> content)
    {
        using Stream stream = Open();
        stream.Write(content);
    }

    /// <summary>Moves the written file to its path.</summary>
    /// <param name="canBeRecreated">Whether the file need not survive a power failure, unless it replaces an older file.</param>
    public void Commit(bool canBeRecreated = false) => _file?.Commit(canBeRecreated);

    /// <summary>Deletes what was written, unless it was committed.</summary>
    public void Dispose() => _file?.Dispose();

    private static bool SameFile(string first, string second) => string.Equals(
        first, second, OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
}
