using System.Globalization;
using Parquet;
using Parquet.Schema;
using VaeMl.Cli.Csv;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Streams;

namespace VaeMl.Cli.Tables;

/// <summary>
/// A Parquet file, read one row group at a time, and only the columns requested. Parquet.Net is fully managed code, so the tool runs wherever .NET does,
/// unlike with a native library.
/// </summary>
internal sealed class ParquetFile : TableFile
{
    private readonly FileStream _stream;
    private readonly ParquetReader _reader;
    private readonly DataField?[] _fields;
    private readonly ParquetColumn?[] _columns;
    private ParquetRowGroupReader? _group;
    private int _nextGroup, _row;

    private ParquetFile(FileStream stream, string name, CsvDialect dialect)
    {
        if (dialect.Headless)
            throw new UsageException("--no-header is for CSV; a Parquet file names its columns.");
        _stream = stream;
        _reader = Guarded(name, () => ParquetReader.CreateAsync(stream).GetAwaiter().GetResult());
        // Its numbers are not text. Culture and separator apply to the scores only.
        Dialect = dialect with { Separator = dialect.Separator ?? ',', Thousands = null };
        _fields = [.. _reader.Schema.Fields.Select(field => field is DataField { IsArray: false } data ? data : null)];
        _columns = new ParquetColumn?[_fields.Length];
        Header = new CsvHeader(name, [.. _reader.Schema.Fields.Select(field => field.Name)], CultureInfo.InvariantCulture);
    }

    public override CsvHeader Header { get; }

    public override CsvDialect Dialect { get; }

    public override CultureInfo Culture => CultureInfo.InvariantCulture;

    public override string Unit => RowUnit;

    public override int Line => (int)Math.Min(RowsRead, int.MaxValue);

    public override double Fraction => _stream.Length == 0 ? 0 : (double)_stream.Position / _stream.Length;

    public override ReadOnlySpan<char> this[int column] =>
        (_columns[column] ??= Guarded(Name, () => ParquetColumn.Read(_group!, _fields[column])))[_row];

    /// <exception cref="InputException">The file is not a Parquet file.</exception>
    public static ParquetFile Open(string path, CsvDialect dialect, CancellationToken cancellation)
    {
        FileStream stream = SourceStream.OpenFile(path, cancellation);
        try
        {
            return new ParquetFile(stream, path, dialect) { Name = path };
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public override bool Read()
    {
        _row++;
        while (_group is null || _row >= _group.RowCount)
        {
            _group?.Dispose();
            _group = null;
            if (_nextGroup == _reader.RowGroupCount)
                return false;
            _group = Guarded(Name, () => _reader.OpenRowGroupReader(_nextGroup++));
            Array.Clear(_columns);
            _row = 0;
        }
        RowsRead++;
        return true;
    }

    public override void Dispose()
    {
        _group?.Dispose();
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    private static T Guarded<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
#pragma warning disable CA1031 // A damaged file can fail with any exception, in any part of the decoder.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InputException($"{name}: it cannot be read as Parquet ({e.Message.TrimEnd('.')}).");
        }
#pragma warning restore CA1031
    }
}
