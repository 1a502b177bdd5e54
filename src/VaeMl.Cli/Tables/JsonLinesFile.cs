using System.Globalization;
using System.Text;
using System.Text.Json;
using VaeMl.Cli.Csv;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Streams;

namespace VaeMl.Cli.Tables;

/// <summary>
/// A file of JSON lines, with one object per line. The first object names the columns. If a later object lacks a key, its value is missing. Strings, true,
/// false and null are read like CSV cells; numbers are JSON numbers.
/// </summary>
internal sealed class JsonLinesFile : TableFile
{
    private readonly SourceStream _stream;
    private readonly LineStream _lines;
    private readonly byte[][] _keys;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly (int Start, int Length)[] _cells;
    private char[] _text = new char[1 << 10];
    private int _length;
    private bool _firstRowPending = true;

    private JsonLinesFile(SourceStream stream, CsvDialect dialect)
    {
        (_stream, _lines) = (stream, new LineStream(stream));
        if (dialect.Headless)
            throw new UsageException("--no-header is for CSV; the keys of JSON lines name the columns.");
        // Numbers are JSON numbers. The culture applies to the scores only.
        Dialect = dialect with { Separator = dialect.Separator ?? ',', Thousands = null };
        if (!ReadLine(out ReadOnlySpan<byte> line))
            throw new InputException($"{stream.Name}: the file is empty; its first line must be a JSON object.");
        string[] names = Names(line);
        _keys = [.. names.Select(Encoding.UTF8.GetBytes)];
        for (int column = 0; column < names.Length; column++)
            _columns.TryAdd(names[column], column);
        _cells = new (int, int)[names.Length];
        Header = new CsvHeader(stream.Name, names, CultureInfo.InvariantCulture);
        Parse(line);
    }

    public override CsvHeader Header { get; }

    public override CsvDialect Dialect { get; }

    public override CultureInfo Culture => CultureInfo.InvariantCulture;

    public override int Line => _lines.Line;

    public override double Fraction => _stream.Fraction;

    public override ReadOnlySpan<char> this[int column] => _text.AsSpan(_cells[column].Start, _cells[column].Length);

    /// <summary>Reads a table from a stream, which it closes.</summary>
    public static JsonLinesFile Over(SourceStream stream, CsvDialect dialect)
    {
        try
        {
            return new JsonLinesFile(stream, dialect) { Name = stream.Name };
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public override bool Read()
    {
        if (!_firstRowPending)
        {
            if (!ReadLine(out ReadOnlySpan<byte> line))
                return false;
            Parse(line);
        }
        _firstRowPending = false;
        RowsRead++;
        return true;
    }

    public override void Dispose() => _lines.Dispose();

    /// <summary>Advances to the next line that is not blank.</summary>
    private bool ReadLine(out ReadOnlySpan<byte> line)
    {
        while (_lines.Read(out line))
        {
            if (_lines.Line == 1 && line.StartsWith(Encoding.UTF8.Preamble))
                line = line[Encoding.UTF8.Preamble.Length..];
            if (line.ContainsAnyExcept(" \t\r"u8))
                return true;
        }
        return false;
    }

    private string[] Names(ReadOnlySpan<byte> line)
    {
        List<string> names = [];
        try
        {
            Utf8JsonReader json = Begin(line);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                names.Add(json.GetString()!);
                json.Read();
                json.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Malformed(e);
        }
        return [.. names];
    }

    private void Parse(ReadOnlySpan<byte> line)
    {
        Array.Clear(_cells);
        _length = 0;
        try
        {
            Utf8JsonReader json = Begin(line);
            for (int next = 0; json.Read() && json.TokenType == JsonTokenType.PropertyName; next++)
            {
                int column = next < _keys.Length && json.ValueTextEquals(_keys[next]) ? next : Column(json.GetString()!);
                json.Read();
                ReadValue(ref json, line, column);
            }
            json.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Malformed(e);
        }
    }

    private Utf8JsonReader Begin(ReadOnlySpan<byte> line)
    {
        Utf8JsonReader json = new(line);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            throw new InputException($"{_stream.Name}, line {Line}: JSON lines have an object in each line; there is none here.");
        return json;
    }

    private int Column(string key) => _columns.TryGetValue(key, out int column)
        ? column
        : throw new InputException($"{_stream.Name}, line {Line}: the key '{key}' is not in the first line, which names the columns; add it there, with null for a value.");

    private void ReadValue(ref Utf8JsonReader json, ReadOnlySpan<byte> line, int column)
    {
        int start = (int)json.TokenStartIndex, from = _length;
        if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            json.Skip();
        ReadOnlySpan<byte> raw = line[start..(int)json.BytesConsumed];
        if (_text.Length - _length < raw.Length)
            Array.Resize(ref _text, 2 * _text.Length + raw.Length);
        Span<char> room = _text.AsSpan(_length);
        _length += json.TokenType switch
        {
            JsonTokenType.Null => 0,
            JsonTokenType.String => json.CopyString(room),
            _ => Encoding.UTF8.GetChars(raw, room),
        };
        _cells[column] = (from, _length - from);
    }

    private InputException Malformed(Exception e) =>
        new($"{_stream.Name}, line {Line}: this is not a JSON object ({e.Message.Split(" LineNumber")[0].TrimEnd('.')}).");
}
