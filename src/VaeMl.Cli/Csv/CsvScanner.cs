using System.Buffers;
using System.Text;
using CsvHelper;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Streams;

namespace VaeMl.Cli.Csv;

/// <summary>
/// Reads the rows and cells of CSV text. A quote opens a quoted cell only at the start of a cell, so 5" is ordinary text. Blank lines are
/// skipped.
/// </summary>
internal sealed class CsvScanner : IDisposable
{
    /// <summary>The maximum number of bytes in a cell and in a row. Without it, an unclosed quote would read the rest of the file into one cell.</summary>
    public const int LongestCell = 1 << 20, LongestRow = 1 << 24;

    private const int LongestHead = 1 << 16;
    private static readonly SearchValues<byte> _breaks = SearchValues.Create("\r\n"u8);

    private readonly CsvReader _reader;
    private readonly string _name;
    private char[] _cell = new char[256];

    /// <param name="stream">The stream of the text, closed with the scanner.</param>
    /// <param name="name">The name of the file, for messages.</param>
    /// <param name="separator">The separator of cells; null to detect it.</param>
    public CsvScanner(Stream stream, string name, char? separator)
    {
        _name = name;
        PeekedStream peeked = new(stream, LongestHead, head => head.TrimStart("\r\n"u8).ContainsAny(_breaks));
        Separator = separator ?? Recognise(peeked.Head);
        _reader = CsvReader.Create(peeked, new CsvReaderOptions
        {
            Separator = Separator,
            HasHeader = false,
            DetectSeparatorHint = false,
            TrimWhitespace = true,
            WhitespaceCharacters = " \t\v\f",
            TrackLineNumbers = true,
            MaxRecordSize = LongestRow,
        }, leaveOpen: false);
    }

    /// <summary>The separator of cells.</summary>
    public char Separator { get; }

    /// <summary>The number of cells in the current row.</summary>
    public int Count { get; private set; }

    /// <summary>The line, from 1, on which the current row begins.</summary>
    public int Line => (int)_reader.LineNumber;

    /// <summary>Whether the current row has a line break inside quotes.</summary>
    public bool HasBreaks => _reader.RawRecord.ContainsAny(_breaks);

    /// <summary>The content of a cell, without quotes and surrounding blanks. Valid until the next cell is requested.</summary>
    public ReadOnlySpan<char> this[int column]
    {
        get
        {
            ReadOnlySpan<byte> bytes = _reader.GetSpan(column);
            if (bytes.Length > _cell.Length)
                _cell = new char[2 * bytes.Length];
            if (Ascii.ToUtf16(bytes, _cell, out int length) != OperationStatus.Done)
                length = Encoding.UTF8.GetChars(bytes, _cell);
            ReadOnlySpan<char> cell = _cell.AsSpan(0, length);
            // The reader trims only ASCII blanks.
            bool trimmed = cell.IsEmpty || (cell[0] is > ' ' and < '\u0080' && cell[^1] is > ' ' and < '\u0080');
            return trimmed || _reader.GetRawSpan(column).TrimStart(" \t\v\f"u8) is [(byte)'"', ..] ? cell : cell.Trim();
        }
    }

    /// <summary>A cell as it is in the file, with quotes and surrounding blanks, in UTF-8.</summary>
    public ReadOnlySpan<byte> RawCell(int column) => _reader.GetRawSpan(column);

    /// <summary>The first cells of the row as they are in the file, with quotes and separators, in UTF-8.</summary>
    public ReadOnlySpan<byte> Raw(int cells)
    {
        ReadOnlySpan<byte> raw = _reader.RawRecord;
        for (int column = Count - 1; column >= cells; column--)
            raw = raw[..^(_reader.GetRawSpan(column).Length + 1)];
        return raw;
    }

    /// <summary>Advances to the next row.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="InputException">A cell or row is too long.</exception>
    public bool Read()
    {
        try
        {
            if (!_reader.Read())
                return false;
        }
        catch (CsvFormatException e)
        {
            throw new InputException($"{_name}, line {e.LineNumber}: a row is longer than {LongestRow} bytes; is a quote left open?");
        }
        Count = _reader.FieldCount;
        if (_reader.RawRecord.Length > LongestCell)
            for (int column = 0; column < Count; column++)
                if (_reader.GetRawSpan(column).Length > LongestCell)
                    throw new InputException($"{_name}, line {Line}: a cell is longer than {LongestCell} bytes; is a quote left open?");
        return true;
    }

    public void Dispose() => _reader.Dispose();

    private static char Recognise(ReadOnlySpan<byte> head)
    {
        using StreamReader text = new(new MemoryStream(head.ToArray()));
        return Separators.Recognise(text.ReadToEnd());
    }
}
