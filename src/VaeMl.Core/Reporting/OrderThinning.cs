namespace VaeMl.Reporting;

/// <summary>Selects the points of a large table to draw, so that the plot looks the same and its file stays small.</summary>
internal static class OrderThinning
{
    /// <summary>The number of cells across the plot. A cell is less than three pixels wide, and one point can stand for all in it.</summary>
    public const int Across = 150;

    /// <summary>The number of cells from bottom to top.</summary>
    public const int Up = 75;

    /// <summary>Selects an even sample, and the highest point in each of many sections of the table.</summary>
    /// <param name="points">Row numbers, ascending.</param>
    /// <param name="scores">The scores of all rows.</param>
    /// <param name="most">The largest number of points to select.</param>
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

    /// <summary>Selects all points or, if there are very many, the highest in every small cell of the plot, which covers the others.</summary>
    /// <param name="points">Row numbers, ascending.</param>
    /// <param name="scores">The scores of all rows.</param>
    /// <param name="range">The range of scores shown.</param>
    /// <param name="many">The number of points up to which all are drawn.</param>
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
