using System.Globalization;
using System.Text;
using VaeMl.Cli.Cells;
using VaeMl.Cli.Csv;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Streams;
using VaeMl.Messages;

namespace VaeMl.Cli.Tables;

/// <summary>A CSV file, read row by row in constant memory.</summary>
internal sealed class CsvFile : TableFile
{
    private readonly SourceStream _stream;
    private readonly CsvScanner _scanner;
    private readonly byte[] _rawHeader;
    private readonly int _named;
    private bool _firstRowPending;

    private CsvFile(SourceStream stream, CsvDialect dialect)
    {
        _stream = stream;
        _scanner = new CsvScanner(stream, stream.Name, dialect.Separator);
        if (!_scanner.Read())
            throw new InputException($"{stream.Name}: the file is empty; {(dialect.Headless ? "it has no rows." : "its first line must name the columns.")}");
        Dialect = dialect with { Separator = _scanner.Separator };
        string[] names = [.. Enumerable.Range(0, _scanner.Count).Select(column => dialect.Headless ? $"c{column + 1}" : _scanner[column].ToString())];
        Header = new CsvHeader(stream.Name, names, dialect.Culture);
        _named = Header.Count - Header.TrailingUnnamed.Count;
        _rawHeader = dialect.Headless ? Encoding.UTF8.GetBytes(string.Join(_scanner.Separator, names)) : _scanner.Raw(_named).ToArray();
        _firstRowPending = dialect.Headless;
    }

    public override CsvHeader Header { get; }

    /// <summary>The dialect, with a known separator.</summary>
    public override CsvDialect Dialect { get; }

    public override CultureInfo Culture => Dialect.Culture;

    public override int Line => _scanner.Line;

    public override double Fraction => _stream.Fraction;

    public override ReadOnlySpan<char> this[int column] => column < _scanner.Count ? _scanner[column] : default;

    public static CsvFile Open(string path, CsvDialect dialect) => Over(SourceStream.Open(path), dialect);

    /// <summary>Reads a table from a stream, which it closes.</summary>
    public static CsvFile Over(Stream stream, string name, CsvDialect dialect) => Over(new SourceStream(stream, name), dialect);

    /// <summary>Reads a table from a stream, which it closes.</summary>
    public static CsvFile Over(SourceStream stream, CsvDialect dialect)
    {
        try
        {
            return new CsvFile(stream, dialect) { Name = stream.Name };
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <exception cref="InputException">The row has more or fewer cells than the header.</exception>
    public override bool Read()
    {
        if (!_firstRowPending && !_scanner.Read())
            return false;
        _firstRowPending = false;
        // Rows may omit a separator that follows the last name.
        if (_scanner.Count != Header.Count && _scanner.Count != _named)
        {
            string hint = _scanner.HasBreaks ? " (is a quote left open?)" : "";
            string expected = Dialect.Headless ? $"the first row has {Header.Count}" : $"the header has {Header.Count}";
            throw new InputException($"{Name}, line {Line}: the row has {Counted.Format(_scanner.Count, "cell")} where {expected}{hint}.");
        }
        RowsRead++;
        return true;
    }

    /// <summary>The same as the base method, but without a virtual call for each cell.</summary>
    public override int ReadValues(int[] columns, ColumnReader[] readers, Span<float> values)
    {
        CsvScanner scanner = _scanner;
        int line = scanner.Line, j = 0, next = 0;
        for (; j < columns.Length; j++)
        {
            // Most cells are plain numbers, which need not be decoded.
            if (readers[j] is NumberColumn numbers && columns[j] < scanner.Count && numbers.TryReadPlain(scanner.RawCell(columns[j]), out values[next]))
            {
                next++;
                continue;
            }
            int width = readers[j].Width;
            if (!readers[j].TryRead(this[columns[j]], line, values.Slice(next, width)))
                break;
            next += width;
        }
        return j;
    }

    public override void CopyHeader(CsvLines output) => output.Raw(_rawHeader);

    public override void CopyRow(CsvLines output)
    {
        for (int column = _named; column < _scanner.Count; column++)
            if (!_scanner[column].IsEmpty)
                throw new InputException($"{Name}, line {Line}: column {column + 1} has no name, yet a value here; to keep it, give it a name in line 1.");
        output.Raw(_scanner.Raw(_named));
    }

    public override void Dispose() => _scanner.Dispose();
}
