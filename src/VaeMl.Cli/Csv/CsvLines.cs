using System.Globalization;
using System.Text;

namespace VaeMl.Cli.Csv;

/// <summary>Builds CSV lines in UTF-8 in memory, without a string for each cell.</summary>
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

    /// <param name="dialect">The format of cells, with a known separator.</param>
    public CsvLines(CsvDialect dialect)
    {
        _culture = dialect.Culture;
        _separator = dialect.Separator!.Value;
        _separatorBytes = Encoding.UTF8.GetBytes([_separator]);
        // The framework formats numbers if the decimal mark is not ASCII.
        _point = _culture.NumberFormat is { NumberDecimalSeparator: [< '\u0080' and var mark], NegativeSign: "-" } ? (byte)mark : (byte)0;
        // The decimal mark may be the same as the separator.
        _mayNeedQuotes = _separator is not (';' or '\t') && !(_separator == ',' && _culture.NumberFormat.NumberDecimalSeparator == ".");
    }

    /// <summary>The number of bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes written.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    public void Clear() => (Length, _atStart) = (0, true);

    /// <summary>Writes a cell of text, with quotes if needed.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !(text.IndexOfAny('"', '\r', '\n') >= 0 || text.Contains(_separator) || text[0] == ' ' || text[^1] == ' '))
            Raw(text);
        else
            Raw($"\"{text.ToString().Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
    }

    /// <summary>
    /// Writes a cell of text for people to read. A spreadsheet must not interpret it as a formula, so an apostrophe is put before text that starts like one.
    /// Numbers stay numbers.
    /// </summary>
    public void Words(string text) => Text(text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] && !double.TryParse(text, NumberStyles.Float, _culture, out _) ? "'" + text : text);

    /// <summary>Writes a cell, or several with their separators, without changes.</summary>
    public void Raw(ReadOnlySpan<char> cells)
    {
        Begin();
        Reserve(Encoding.UTF8.GetMaxByteCount(cells.Length));
        Length += Encoding.UTF8.GetBytes(cells, _bytes.AsSpan(Length));
    }

    /// <summary>Writes a cell in UTF-8, or several with their separators, without changes.</summary>
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

    /// <summary>Writes a number that parses back to the same value. NaN is "NaN" in every culture.</summary>
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

    /// <summary>Writes a number and its negative, such as an ELBO and its score. The digits, which take long to compute, are shared.</summary>
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

    /// <summary>Starts a new row without writing a line break.</summary>
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
