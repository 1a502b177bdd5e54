namespace VaeMl.Reporting;

/// <summary>Chooses which of many points along a table to draw, so that the picture looks the same and its file stays small.</summary>
internal static class OrderThinning
{
    /// <summary>The cells across in which one point stands for all: less than three pixels of a report's plot.</summary>
    public const int Across = 150;

    /// <summary>The cells from bottom to top.</summary>
    public const int Up = 75;

    /// <summary>An even sample, and the highest in each of many stretches of the table.</summary>
    /// <param name="points">Row numbers that rise.</param>
    /// <param name="scores">All rows' scores.</param>
    /// <param name="most">How many to choose at most.</param>
    public static int[] Highest(int[] points, float[] scores, int most)
    {
        if (points.Length <= most)
            return points;
        SortedSet<int> chosen = [.. ScoredRows.Thinned(points, most / 2)];
        int stretches = most - most / 2;
        for (int s = 0; s < stretches; s++)
            chosen.Add(points[(int)((long)s * points.Length / stretches)..(int)((s + 1L) * points.Length / stretches)].MaxBy(i => scores[i]));
        return [.. chosen];
    }

    /// <summary>All points, or of very many the highest in every small cell of the plot: the others lie under it.</summary>
    /// <param name="points">Row numbers that rise.</param>
    /// <param name="scores">All rows' scores.</param>
    /// <param name="range">The scores shown.</param>
    /// <param name="many">How many points are drawn without choosing.</param>
    public static int[] Covering(int[] points, float[] scores, PlotRange range, int many)
    {
        if (points.Length <= many)
            return points;
        int[] cells = new int[Across * Up];
        Array.Fill(cells, -1);
        foreach (int i in points)
        {
            ref int held = ref cells[CellOf(i, scores, range)];
            if (held < 0 || scores[i] > scores[held])
                held = i;
        }
        return [.. cells.Where(i => i >= 0)];
    }

    public static int CellOf(int row, float[] scores, PlotRange range)
    {
        int across = (int)((long)row * Across / scores.Length);
        double up = (scores[row] - range.Low) / (range.High - range.Low) * Up;
        return across * Up + (int)Math.Clamp(up, 0, Up - 1);
    }
}
