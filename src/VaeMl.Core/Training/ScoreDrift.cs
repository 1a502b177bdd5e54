namespace VaeMl.Training;

/// <summary>Detects whether the scores of held-out or out-of-fold rows drift along the data. Future rows may then score differently from every block of the data.</summary>
internal static class ScoreDrift
{
    // In trials, blocks of rows from one distribution, scored by separate models, stayed within 0.15 of one half.
    private const double LeastDifference = 0.2, LeastStandardErrors = 4;

    /// <summary>The lowest and highest share of rows, among equal blocks, that score above the median of all rows.</summary>
    /// <param name="scores">Scores in data order.</param>
    /// <param name="blocks">The number of blocks.</param>
    /// <returns>Null if neither differs from one half by more than chance and by enough to matter.</returns>
    public static (double Lowest, double Highest)? Measure(float[] scores, int blocks)
    {
        if (blocks < 2 || scores.Length < blocks)
            return null;
        float median = scores.Order().ElementAt(scores.Length / 2);
        double[] shares = [.. Enumerable.Range(0, blocks).Select(block =>
            scores[RowPartition.Start(scores.Length, block, blocks)..RowPartition.Start(scores.Length, block + 1, blocks)]
                .Average(score => score > median ? 1 : score == median ? 0.5 : 0))];
        double lowest = shares.Min(), highest = shares.Max();
        double least = Math.Max(LeastDifference, LeastStandardErrors * 0.5 / Math.Sqrt(scores.Length / blocks));
        return Math.Max(0.5 - lowest, highest - 0.5) > least ? (lowest, highest) : null;
    }
}
