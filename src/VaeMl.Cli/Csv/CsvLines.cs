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
    private float _lastNumber = float.NaN;
    private int _lastStart, _lastEnd;

    /// <param name="dialect">How cells are written; its separator is known.</param>
    public CsvLines(CsvDialect dialect)
    {
        _culture = dialect.Culture;
        _separator = dialect.Separator!.Value;
        _separatorBytes = Encoding.UTF8.GetBytes([_separator]);
        NumberFormatInfo format = _culture.NumberFormat;
        // A mark of more than one byte is written by the culture itself, for which 0 stands.
        _point = format.NumberDecimalSeparator is [< '\u0080' and var mark] && format.NegativeSign == "-" ? (byte)mark : (byte)0;
        _mayNeedQuotes = _separator is not (';' or '\t') && !(_separator == ',' && _point == '.');
    }

    /// <summary>The number of bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    public void Clear() => (Length, _atStart, _lastEnd) = (0, true, 0);

    /// <summary>Writes a cell of text, in quotes where it needs them.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !(text.IndexOfAny('"', '\r', '\n') >= 0 || text.Contains(_separator) || text[0] == ' ' || text[^1] == ' '))
            Raw(text);
        else
            Raw($"\"{text.ToString().Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
    }

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
        int before = Length;
        Begin();
        Reserve(LongestNumber);
        int start = Length, written;
        if (value == -_lastNumber && value != 0 && float.IsFinite(value) && before == _lastEnd)
            written = WriteOpposite(_bytes.AsSpan(_lastStart.._lastEnd), _bytes.AsSpan(start));
        else if (_point == 0 || !ShortestNumber.TryWrite(value, _point, _bytes.AsSpan(start), out written))
            value.TryFormat(_bytes.AsSpan(start), out written, default, _culture);
        Length += written;
        // A decimal comma may be the separator.
        if (_mayNeedQuotes && _bytes.AsSpan(start, written).IndexOf(_separatorBytes) >= 0)
        {
            _bytes.AsSpan(start, written).CopyTo(_bytes.AsSpan(start + 1));
            (_bytes[start], _bytes[start + written + 1]) = ((byte)'"', (byte)'"');
            Length += 2;
        }
        else if (_point != 0)
        {
            (_lastNumber, _lastStart, _lastEnd) = (value, start, Length);
        }
    }

    /// <summary>Begins a new row without a line break.</summary>
    public void EndRow() => _atStart = true;

    public void EndLine()
    {
        Reserve(1);
        _bytes[Length++] = (byte)'\n';
        _atStart = true;
    }

    /// <summary>Writes a number with its sign turned: a score is often the bound's opposite, and has its digits.</summary>
    private static int WriteOpposite(ReadOnlySpan<byte> number, Span<byte> destination)
    {
        bool negative = number[0] == '-';
        if (!negative)
            destination[0] = (byte)'-';
        ReadOnlySpan<byte> digits = negative ? number[1..] : number;
        digits.CopyTo(negative ? destination : destination[1..]);
        return negative ? digits.Length : digits.Length + 1;
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
