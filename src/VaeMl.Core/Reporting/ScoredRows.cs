namespace VaeMl.Reporting;

/// <summary>The rows of a report with their scores, in the two groups that the plots colour.</summary>
internal sealed class ScoredRows
{
    private readonly bool[] _second;

    private ScoredRows(float[] scores, bool[] second, string[] names)
    {
        (Scores, _second, GroupNames) = (scores, second, names);
        Scored = scores.Count(float.IsFinite);
    }

    /// <summary>The scores of all rows; NaN for a row that cannot be scored.</summary>
    public float[] Scores { get; }

    /// <summary>The number of rows that have a score.</summary>
    public int Scored { get; }

    /// <summary>The names of the two groups.</summary>
    public string[] GroupNames { get; }

    public static ScoredRows Score(HtmlReport report)
    {
        float[] scores = report.Model.Scores(report.Rows);
        bool[] second = report.Labels is { } labels ? [.. labels] : [.. scores.Select(report.Model.IsAnomaly)];
        string[] names = report.Labels is null ? ["not flagged", "flagged"] : [report.NormalName, report.AnomalyName];
        return new ScoredRows(scores, second, names);
    }

    /// <summary>The group of a row, 0 or 1.</summary>
    public int GroupOf(int row) => _second[row] ? 1 : 0;

    /// <summary>The groups, 0 or 1, that have at least one scored row.</summary>
    public IEnumerable<int> Groups => Enumerable.Range(0, 2).Where(Has);

    /// <summary>Whether a group has a scored row.</summary>
    public bool Has(int group) => Finite().Any(i => GroupOf(i) == group);

    /// <summary>The scores of a group.</summary>
    public double[] ScoresOf(int group) => [.. Scores.Where((score, i) => float.IsFinite(score) && GroupOf(i) == group).Select(score => (double)score)];

    /// <summary>All rows that can be scored.</summary>
    public IEnumerable<int> Finite() => Enumerable.Range(0, Scores.Length).Where(i => float.IsFinite(Scores[i]));

    /// <summary>The scored rows of a group, thinned evenly to at most the given number.</summary>
    public int[] SampleOf(int group, int most) => Thinned([.. Finite().Where(i => GroupOf(i) == group)], most);

    /// <summary>The scored rows, thinned evenly to at most the given number.</summary>
    public int[] Sample(int most) => Thinned([.. Finite()], most);

    /// <summary>The rows with the highest scores, highest first.</summary>
    public int[] Top(int count) => Top(Scores, count);

    /// <summary>The positions of the highest finite scores, highest first.</summary>
    public static int[] Top(float[] scores, int count)
    {
        PriorityQueue<int, (float, int)> top = new();
        for (int row = 0; row < scores.Length; row++)
        {
            if (!float.IsFinite(scores[row]))
                continue;
            top.Enqueue(row, (scores[row], -row));
            if (top.Count > count)
                top.Dequeue();
        }
        int[] rows = new int[top.Count];
        for (int k = rows.Length - 1; k >= 0; k--)
            rows[k] = top.Dequeue();
        return rows;
    }

    /// <summary>The range of scores worth drawing. Otherwise a few outliers would squeeze all others into one bar.</summary>
    public (double Low, double High) Range(double threshold)
    {
        double[] sorted = [.. Finite().Select(i => (double)Scores[i]).Order()];
        if (sorted.Length == 0)
            return double.IsFinite(threshold) ? (threshold - 1, threshold + 1) : (0, 1);
        double middle = sorted[sorted.Length / 2];
        double reference = double.IsFinite(threshold) && threshold > middle ? threshold : sorted[(int)(0.95 * (sorted.Length - 1))];
        double reach = 3 * (reference - middle);
        (double low, double high) = reach > 0 ? (Math.Max(sorted[0], middle - reach), Math.Min(Math.Max(sorted[^1], reference), middle + reach)) : (sorted[0], sorted[^1]);
        return double.IsFinite(threshold) ? (Math.Min(low, threshold), Math.Max(high, threshold)) : (low, high);
    }

    /// <summary>The rows, thinned evenly to at most the given number.</summary>
    public static int[] Thinned(int[] rows, int most) =>
        rows.Length <= most ? rows : [.. Enumerable.Range(0, most).Select(k => rows[(int)((long)k * rows.Length / most)])];
}
