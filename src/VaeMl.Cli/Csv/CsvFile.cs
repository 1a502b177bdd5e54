using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace VaeMl.Cli.Csv;

/// <summary>A CSV file with a header line, read row after row in constant memory.</summary>
internal sealed class CsvFile : IDisposable
{
    // An unclosed quote would otherwise read the rest of the file into one cell.
    private const int LongestCell = 1 << 20;

    private readonly Stream _stream;
    private readonly CsvParser _parser;

    private CsvFile(Stream stream, string name, CsvDialect dialect)
    {
        (_stream, Name) = (stream, name);
        _parser = new CsvParser(new StreamReader(stream), new CsvConfiguration(dialect.Culture)
        {
            Delimiter = (dialect.Separator ?? ',').ToString(),
            DetectDelimiter = dialect.Separator is null,
            GetDelimiter = args => Separators.Recognise(args.Text).ToString(),
            TrimOptions = TrimOptions.Trim,
            BadDataFound = null,
            MaxFieldSize = LongestCell,
            BufferSize = 1 << 16,
        });
        if (!Advance())
            throw new InputException($"{name}: the file is empty; its first line must name the columns.");
        Header = new CsvHeader(name, _parser.Record!, dialect.Culture);
        Dialect = dialect with { Separator = _parser.Delimiter[0] };
    }

    /// <summary>The file's name, for messages.</summary>
    public string Name { get; }

    /// <summary>The columns' names.</summary>
    public CsvHeader Header { get; }

    /// <summary>The dialect, its separator known.</summary>
    public CsvDialect Dialect { get; }

    public CultureInfo Culture => Dialect.Culture;

    /// <summary>The number of rows read so far.</summary>
    public long RowsRead { get; private set; }

    /// <summary>The line, from 1, on which the current row begins.</summary>
    public int Line { get; private set; }

    /// <summary>Roughly the share of the file that is read, from 0 to 1.</summary>
    public double Fraction => _stream.CanSeek && _stream.Length > 0 ? (double)_stream.Position / _stream.Length : 0;

    /// <summary>A cell of the current row.</summary>
    public string this[int column] => _parser[column];

    public static CsvFile Open(string path, CsvDialect dialect)
    {
        if (Directory.Exists(path))
            throw new InputException($"{path}: this is a folder, not a file.");
        if (!File.Exists(path))
            throw new InputException($"{path}: there is no such file.");
        try
        {
            return Over(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16), path, dialect);
        }
        catch (UnauthorizedAccessException)
        {
            throw new InputException($"{path}: reading it is not permitted.");
        }
    }

    /// <summary>Reads a stream, which it closes.</summary>
    public static CsvFile Over(Stream stream, string name, CsvDialect dialect)
    {
        try
        {
            return new CsvFile(stream, name, dialect);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Goes on to the next row.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="InputException">The row has more or fewer cells than the header.</exception>
    public bool Read()
    {
        if (!Advance())
            return false;
        if (_parser.Count != Header.Count)
        {
            string hint = BreaksInRecord() > 0 ? " (is a quote left open?)" : "";
            throw new InputException($"{Name}, line {Line}: the row has {Counted.Of(_parser.Count, "cell")} where the header has {Header.Count}{hint}.");
        }
        RowsRead++;
        return true;
    }

    public void Dispose() => _parser.Dispose();

    /// <summary>The line breaks inside the current row's quotes.</summary>
    private int BreaksInRecord()
    {
        ReadOnlySpan<char> record = _parser.RawRecord.AsSpan().TrimStart("\r\n");
        bool open = record.Count('"') % 2 == 1;
        return (open ? record : record.TrimEnd("\r\n")).Count('\n');
    }

    private bool Advance()
    {
        try
        {
            int before = _parser.RawRow;
            bool read = _parser.Read();
            Line = _parser.RawRow == before + 1 ? _parser.RawRow : _parser.RawRow - BreaksInRecord();
            return read;
        }
        catch (MaxFieldSizeException)
        {
            throw new InputException($"{Name}, near line {_parser.RawRow}: a cell is longer than {LongestCell} characters; is a quote left open?");
        }
    }
}
