using VaeMl.Cli.Csv;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Streams;

namespace VaeMl.Cli.Tables;

/// <summary>A table that can be read from the start any number of times, even if it comes through a pipe.</summary>
internal sealed class TableSource : IDisposable
{
    private readonly string _path;
    private readonly CsvDialect _dialect;
    private readonly SpooledFile? _spooled;
    private readonly CancellationToken _cancellation;

    private TableSource(string path, CsvDialect dialect, SpooledFile? spooled, CancellationToken cancellation) =>
        (_path, _dialect, _spooled, _cancellation) = (path, dialect, spooled, cancellation);

    /// <summary>The name of the table, for messages.</summary>
    public string Name => _path == SourceStream.Standard ? "standard input" : _path;

    /// <param name="path">The file, or "-".</param>
    /// <param name="dialect">The format of its cells.</param>
    /// <param name="standardInput">Opens standard input.</param>
    /// <param name="cancellation">Cancels waiting for a pipe.</param>
    /// <exception cref="InputException">The file cannot be opened.</exception>
    public static TableSource Open(string path, CsvDialect dialect, Func<Stream> standardInput, CancellationToken cancellation)
    {
        using Stream raw = SourceStream.OpenRaw(path, standardInput, cancellation);
        return new TableSource(path, dialect, path == SourceStream.Standard || !raw.CanSeek ? SpooledFile.Spool(raw) : null, cancellation);
    }

    /// <summary>Opens the table at its start.</summary>
    /// <exception cref="InputException">The table cannot be read, or has no header.</exception>
    public TableFile Open() => _spooled is null
        ? TableFiles.Open(_path, _dialect, () => Stream.Null, _cancellation)
        : TableFiles.Over(new SourceStream(_spooled.Open(), Name), _path, _dialect);

    public void Dispose() => _spooled?.Dispose();
}
