using System.Collections;

namespace VaeMl.Cli.Features;

/// <summary>The line on which each row begins. Only where lines do not follow one another is anything kept, so that long files take no memory for them.</summary>
internal sealed class RowLines : IReadOnlyList<int>
{
    // Runs of rows whose lines follow one another: the first row of each, and its line.
    private readonly List<int> _rows = [], _lines = [];

    /// <summary>The number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>The line of a row, counted from 0.</summary>
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
