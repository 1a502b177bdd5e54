namespace VaeMl.Training;

/// <summary>The parts of a table on disk, of which each epoch trains on one, and the trimming of the current part.</summary>
/// <param name="window">The rows in memory.</param>
/// <param name="trimmingOf">Creates the trimming for given rows; returns null if there is none.</param>
internal sealed class TableParts(RowWindow window, Func<int[], ITrimming?> trimmingOf)
{
    /// <summary>The number of parts.</summary>
    public int Count => window.Windows;

    /// <summary>The trimming of the current part, if any.</summary>
    public ITrimming? Trimming { get; private set; }

    /// <summary>Loads a part.</summary>
    /// <param name="part">The number of the part, counted from 0 over all passes.</param>
    /// <returns>The rows of the part.</returns>
    public int[] Fetch(int part)
    {
        int[] rows = window.Fetch(part);
        Trimming = trimmingOf(rows);
        return rows;
    }
}
