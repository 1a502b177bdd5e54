using System.Globalization;
using System.Text;

namespace VaeMl.Cli.Csv;

/// <summary>Lines of CSV in UTF-8, built up in memory without a string for a cell.</summary>
internal sealed class CsvLines
{
    private const int LongestNumber = 64;

    private readonly CultureInfo _culture;
    private readonly char _separator;
    private readonly byte _point;
    private readonly bool _mayNeedQuotes;
    private readonly byte[] _separatorBytes;
    private byte[] _bytes = new byte[1 << 12];
    private bool _atStart = true;

    /// <param name="dialect">How cells are written; its separator is known.</param>
    public CsvLines(CsvDialect dialect)
    {
        _culture = dialect.Culture;
        _separator = dialect.Separator!.Value;
        _separatorBytes = Encoding.UTF8.GetBytes([_separator]);
        // Numbers with marks beyond ASCII are left to the framework.
        _point = _culture.NumberFormat is { NumberDecimalSeparator: [< '\u0080' and var mark], NegativeSign: "-" } ? (byte)mark : (byte)0;
        // A decimal comma may be the separator.
        _mayNeedQuotes = _separator is not (';' or '\t') && !(_separator == ',' && _culture.NumberFormat.NumberDecimalSeparator == ".");
    }

    /// <summary>The number of bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    public void Clear() => (Length, _atStart) = (0, true);

    /// <summary>Writes a cell of text, in quotes where it needs them.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !(text.IndexOfAny('"', '\r', '\n') >= 0 || text.Contains(_separator) || text[0] == ' ' || text[^1] == ' '))
            Raw(text);
        else
            Raw($"\"{text.ToString().Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
    }

    /// <summary>
    /// Writes a cell of text for people to read, which a spreadsheet must not take for a formula: an apostrophe comes before a beginning that makes one.
    /// Numbers stay numbers.
    /// </summary>
    public void Words(string text) => Text(text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] && !double.TryParse(text, NumberStyles.Float, _culture, out _) ? "'" + text : text);

    /// <summary>Writes a cell, or several with their separators, as it stands.</summary>
    public void Raw(ReadOnlySpan<char> cells)
    {
        Begin();
        Reserve(Encoding.UTF8.GetMaxByteCount(cells.Length));
        Length += Encoding.UTF8.GetBytes(cells, _bytes.AsSpan(Length));
    }

    /// <summary>Writes a cell, or several with their separators, that is UTF-8 already.</summary>
    public void Raw(ReadOnlySpan<byte> cells)
    {
        Begin();
        Reserve(cells.Length);
        cells.CopyTo(_bytes.AsSpan(Length));
        Length += cells.Length;
    }

    public void Number(long value)
    {
        Begin();
        Reserve(LongestNumber);
        value.TryFormat(_bytes.AsSpan(Length), out int written, default, CultureInfo.InvariantCulture);
        Length += written;
    }

    /// <summary>Writes a number that reads back as the same value; NaN in every culture as "NaN".</summary>
    public void Number(float value)
    {
        if (float.IsNaN(value))
        {
            Raw("NaN"u8);
            return;
        }
        Begin();
        Reserve(LongestNumber);
        int start = Length;
        if (_point == 0 || !ShortestDecimal.TryWrite(value, _point, _bytes.AsSpan(start), out int written))
            value.TryFormat(_bytes.AsSpan(start), out written, default, _culture);
        Length += written;
        if (_mayNeedQuotes && _bytes.AsSpan(start, written).IndexOf(_separatorBytes) >= 0)
        {
            _bytes.AsSpan(start, written).CopyTo(_bytes.AsSpan(start + 1));
            (_bytes[start], _bytes[start + written + 1]) = ((byte)'"', (byte)'"');
            Length += 2;
        }
    }

    /// <summary>Writes a number and its opposite, such as a bound and the score that it is: the digits, which take long to find, are the same.</summary>
    public void NumberAndOpposite(float value)
    {
        int start = Length + (_atStart ? 0 : _separatorBytes.Length);
        Number(value);
        int end = Length;
        if (value == 0 || !float.IsFinite(value) || _point == 0 || _bytes[start] == '"')
        {
            Number(-value);
            return;
        }
        Begin();
        Reserve(LongestNumber);
        if (value < 0)
            start++;
        else
            _bytes[Length++] = (byte)'-';
        _bytes.AsSpan(start, end - start).CopyTo(_bytes.AsSpan(Length));
        Length += end - start;
    }

    /// <summary>Begins a new row without a line break.</summary>
    public void EndRow() => _atStart = true;

    public void EndLine()
    {
        Reserve(1);
        _bytes[Length++] = (byte)'\n';
        _atStart = true;
    }

    private void Begin()
    {
        if (!_atStart)
        {
            Reserve(_separatorBytes.Length);
            foreach (byte b in _separatorBytes)
                _bytes[Length++] = b;
        }
        _atStart = false;
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - Length < count)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, Length + count));
    }
}
