using System.Collections;

namespace VaeMl.Cli.Features;

/// <summary>The line on which each row begins. Only breaks in the sequence of lines are stored, so that long files need hardly any memory.</summary>
internal sealed class RowLines : IReadOnlyList<int>
{
    // Runs of rows on consecutive lines: the first row of each run, and its line.
    private readonly List<int> _rows = [], _lines = [];

    /// <summary>The number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>The line of a row, where rows are numbered from 0.</summary>
    public int this[int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count, nameof(row));
            int found = _rows.BinarySearch(row), run = found >= 0 ? found : ~found - 1;
            return _lines[run] + (row - _rows[run]);
        }
    }

    /// <summary>Adds the line of the next row.</summary>
    public void Add(int line)
    {
        if (Count == 0 || line != _lines[^1] + (Count - _rows[^1]))
        {
            _rows.Add(Count);
            _lines.Add(line);
        }
        Count++;
    }

    public IEnumerator<int> GetEnumerator() => Enumerable.Range(0, Count).Select(row => this[row]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
