namespace VaeMl.Training;

/// <summary>The parts that a table on disk is trained on, one in an epoch, and what leaves rows of the part at hand out.</summary>
/// <param name="window">The rows at hand.</param>
/// <param name="trimmingOf">What leaves rows out of those given; null if none are to be.</param>
internal sealed class TableParts(RowWindow window, Func<int[], ITrimming?> trimmingOf)
{
    /// <summary>How many make up the table.</summary>
    public int Count => window.Windows;

    /// <summary>Leaves rows of the part at hand out, if any are to be.</summary>
    public ITrimming? Trimming { get; private set; }

    /// <summary>Fetches a part.</summary>
    /// <param name="part">Its number, counted from 0 over all passes.</param>
    /// <returns>Its rows.</returns>
    public int[] Fetch(int part)
    {
        int[] rows = window.Fetch(part);
        Trimming = trimmingOf(rows);
        return rows;
    }
}
