namespace VaeMl.Cli.Cells;

/// <summary>Collects the levels that did not occur in training.</summary>
/// <param name="place">Describes the position of the current row.</param>
internal sealed class UnseenLevels(Func<string> place)
{
    private readonly Dictionary<string, (string Level, string Place)> _first = new(StringComparer.Ordinal);
    private int _lastLine = -1;

    /// <summary>The number of rows with unseen levels.</summary>
    public long Rows { get; private set; }

    /// <summary>For each column with unseen levels, the first of them and its position.</summary>
    public IReadOnlyDictionary<string, (string Level, string Place)> First => _first;

    /// <summary>The unseen levels of the last row that has any, with their columns.</summary>
    public List<(string Column, string Level)> InLastRow { get; } = [];

    public void Add(string column, ReadOnlySpan<char> level, int line)
    {
        if (line != _lastLine)
        {
            Rows++;
            InLastRow.Clear();
        }
        _lastLine = line;
        string text = level.ToString();
        InLastRow.Add((column, text));
        if (!_first.ContainsKey(column))
            _first.Add(column, (text, place()));
    }

    /// <summary>Whether the row on a line has unseen levels.</summary>
    public bool IsIn(int line) => line == _lastLine;
}
