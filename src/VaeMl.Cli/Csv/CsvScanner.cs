using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VaeMl.Cli.Csv;

/// <summary>
/// Finds the rows and cells of a CSV text, sixteen characters at a time, in memory that holds the longest row. A quote opens a quoted cell only
/// where the cell begins, so that 5" is text like any other; blank lines are no rows.
/// </summary>
internal sealed class CsvScanner : IDisposable
{
    /// <summary>An unclosed quote would otherwise read the rest of the file into one cell.</summary>
    public const int LongestCell = 1 << 20;

    private const int QuotedFlag = int.MinValue, PlaceMask = int.MaxValue;

    private readonly TextReader _reader;
    private readonly string _name;
    private char[] _text = new char[1 << 16];
    private int[] _ends = new int[64];
    private char[] _unquoted = [];
    private int _row, _next, _end, _openCell, _linesBefore;
    private bool _ended;

    /// <param name="reader">The text; closed with the scanner.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="separator">What parts the cells, or null to recognise it.</param>
    public CsvScanner(TextReader reader, string name, char? separator)
    {
        (_reader, _name) = (reader, name);
        Fill();
        Separator = separator ?? Separators.Recognise(_text.AsSpan(0, _end));
    }

    /// <summary>What parts the cells.</summary>
    public char Separator { get; }

    /// <summary>The number of the current row's cells.</summary>
    public int Count { get; private set; }

    /// <summary>The line, from 1, on which the current row begins.</summary>
    public int Line { get; private set; }

    /// <summary>The line breaks inside the current row's quotes.</summary>
    public int Breaks { get; private set; }

    /// <summary>A cell's content, without quotes and the blanks around them; valid until the next cell is asked for.</summary>
    public ReadOnlySpan<char> this[int column]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            int start = column == 0 ? _row : (_ends[column - 1] & PlaceMask) + 1, end = _ends[column];
            ReadOnlySpan<char> cell = _text.AsSpan(start, (end & PlaceMask) - start);
            if (end >= 0 && (cell.IsEmpty || (cell[0] is > ' ' and < '\u0080' && cell[^1] is > ' ' and < '\u0080')))
                return cell;
            return end < 0 ? Unquoted(cell.Trim()) : cell.Trim();
        }
    }

    /// <summary>The row's first cells as they stand in the file, with their quotes and separators.</summary>
    public ReadOnlySpan<char> Raw(int cells) => _text.AsSpan(_row, (_ends[cells - 1] & PlaceMask) - _row);

    /// <summary>Goes on to the next row.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="InputException">A cell has no end within reason.</exception>
    public bool Read()
    {
        do
        {
            _row = _next;
            while (!Scan())
            {
                if (_ended)
                    return false;
                Fill();
            }
        }
        while (Count == 1 && _ends[0] == _row);
        return true;
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>Finds the ends of the cells from <see cref="_row"/> on.</summary>
    /// <returns>False if the row goes on beyond the text at hand.</returns>
    private bool Scan()
    {
        (Count, Breaks, _openCell) = (0, 0, _row);
        ref ushort text = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetArrayDataReference(_text));
        Vector256<ushort> separator = Vector256.Create((ushort)Separator), quote = Vector256.Create((ushort)'"');
        Vector256<ushort> lineFeed = Vector256.Create((ushort)'\n'), carriageReturn = Vector256.Create((ushort)'\r');
        int quoted = 0;
        for (int at = _row; at < _end;)
        {
            // The text's array ends a vector after the text.
            Vector256<ushort> here = Vector256.LoadUnsafe(ref text, (nuint)at);
            uint special = (Vector256.Equals(here, separator) | Vector256.Equals(here, quote)
                | Vector256.Equals(here, lineFeed) | Vector256.Equals(here, carriageReturn)).ExtractMostSignificantBits();
            int resume = at + Vector256<ushort>.Count;
            for (; special != 0; special &= special - 1)
            {
                int place = at + BitOperations.TrailingZeroCount(special);
                if (place >= _end)
                    break;
                char c = _text[place];
                if (c == Separator)
                {
                    Add(place | quoted);
                    quoted = 0;
                }
                else if (c != '"')
                {
                    if (c == '\r' && place + 1 == _end && !_ended)
                        return false;
                    return EndRow(place, quoted, c == '\r' && place + 1 < _end && _text[place + 1] == '\n' ? 2 : 1);
                }
                else if (quoted == 0 && _text.AsSpan(_openCell, place - _openCell).IsWhiteSpace())
                {
                    if ((resume = Closed(place + 1)) < 0)
                        return false;
                    quoted = QuotedFlag;
                    break;
                }
            }
            at = resume;
        }
        return _ended && _row < _end && EndRow(_end, quoted, 0);
    }

    private void Add(int end)
    {
        if (Count == _ends.Length)
            Array.Resize(ref _ends, 2 * Count);
        _ends[Count++] = end;
        _openCell = (end & PlaceMask) + 1;
    }

    private bool EndRow(int place, int quoted, int breakLength)
    {
        Add(place | quoted);
        _next = place + breakLength;
        Line = _linesBefore + 1;
        _linesBefore += Breaks + (breakLength > 0 ? 1 : 0);
        return true;
    }

    /// <summary>The place behind the quote that closes a cell; the end of the file if none does; −1 if it lies beyond the text at hand.</summary>
    private int Closed(int from)
    {
        int place = from;
        while (true)
        {
            int length = _text.AsSpan(place, _end - place).IndexOf('"');
            if (length < 0 && !_ended)
                return -1;
            place = length < 0 ? _end : place + length + 1;
            if (place == _end && !_ended)
                return -1;
            if (place == _end || _text[place] != '"')
                break;
            place++;
        }
        ReadOnlySpan<char> content = _text.AsSpan(from, place - from);
        Breaks += Math.Max(content.Count('\n'), content.Count('\r'));
        return place;
    }

    private ReadOnlySpan<char> Unquoted(ReadOnlySpan<char> cell)
    {
        ReadOnlySpan<char> content = cell[1..];
        int quote = content.IndexOf('"');
        if (quote < 0 || quote == content.Length - 1)
            return quote < 0 ? content : content[..quote];
        if (_unquoted.Length < content.Length)
            _unquoted = new char[2 * content.Length];
        int length = 0;
        bool open = true;
        for (int i = 0; i < content.Length; i++)
        {
            bool doubled = open && content[i] == '"' && i + 1 < content.Length && content[i + 1] == '"';
            if (open && content[i] == '"' && !doubled)
                open = false;
            else
                _unquoted[length++] = content[i];
            i += doubled ? 1 : 0;
        }
        return _unquoted.AsSpan(0, length);
    }

    /// <summary>Reads on, keeping what is left of the current row.</summary>
    private void Fill()
    {
        if (_end - _openCell > LongestCell)
            throw new InputException($"{_name}, near line {_linesBefore + 1}: a cell is longer than {LongestCell} characters; is a quote left open?");
        int kept = _end - _row;
        char[] from = _text;
        if (kept > _text.Length / 2)
            _text = new char[2 * _text.Length];
        from.AsSpan(_row, kept).CopyTo(_text);
        (_openCell, _row, _next, _end) = (_openCell - _row, 0, 0, kept);
        int read = _reader.Read(_text.AsSpan(_end, _text.Length - _end - Vector256<ushort>.Count));
        _ended = read == 0;
        _end += read;
    }
}
