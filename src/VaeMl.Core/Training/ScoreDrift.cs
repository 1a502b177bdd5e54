namespace VaeMl.Training;

/// <summary>Tells whether the scores of unseen rows change along the data: rows to come may then score as no block of the data does.</summary>
internal static class ScoreDrift
{
    // Blocks of rows from one distribution, scored by models of their own, stayed within 0.15 of a half in trials.
    private const double LeastDifference = 0.2, LeastStandardErrors = 4;

    /// <summary>The lowest and the highest share, among equal blocks, of rows that score above the median of all.</summary>
    /// <param name="scores">Scores in the order of the data.</param>
    /// <param name="blocks">How many blocks they are parted in.</param>
    /// <returns>Null where neither differs from a half by more than chance and by enough to matter.</returns>
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
