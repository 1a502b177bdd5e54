namespace VaeMl.Cli.Cells;

/// <summary>The levels of categories that training did not have.</summary>
/// <param name="place">Says where the current row is.</param>
internal sealed class UnseenLevels(Func<string> place)
{
    private readonly Dictionary<string, (string Level, string Place)> _first = new(StringComparer.Ordinal);
    private int _lastLine = -1;

    /// <summary>The number of rows that hold any.</summary>
    public long Rows { get; private set; }

    /// <summary>For each column that holds any, the first of them and its place.</summary>
    public IReadOnlyDictionary<string, (string Level, string Place)> First => _first;

    /// <summary>Those of the current row, by column.</summary>
    public List<(string Column, string Level)> OfRow { get; } = [];

    public void Add(string column, ReadOnlySpan<char> level, int line)
    {
        if (line != _lastLine)
        {
            Rows++;
            OfRow.Clear();
        }
        _lastLine = line;
        string text = level.ToString();
        OfRow.Add((column, text));
        if (!_first.ContainsKey(column))
            _first.Add(column, (text, place()));
    }

    /// <summary>Whether the row on a line holds any.</summary>
    public bool IsIn(int line) => line == _lastLine;
}
