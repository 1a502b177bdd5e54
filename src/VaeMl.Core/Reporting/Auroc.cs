using VaeMl.Messages;

namespace VaeMl.Reporting;

/// <summary>The area under the ROC curve: the probability that an anomaly scores higher than a normal row, with ties counted half.</summary>
/// <remarks>Hanley and McNeil (1982): the Mann–Whitney statistic divided by the product of the group sizes.</remarks>
internal static class Auroc
{
    /// <summary>Computes it in O(n log m) time and O(m) memory, where m is the number of rows with the rarer label.</summary>
    /// <param name="scores">n scores; higher is more anomalous. NaN, for a row that could not be scored, counts as the highest.</param>
    /// <param name="labels">n labels, true for anomalies.</param>
    /// <returns>A value in [0, 1]; NaN unless both labels occur.</returns>
    public static double Compute(ReadOnlySpan<float> scores, ReadOnlySpan<bool> labels)
    {
        if (scores.Length != labels.Length)
            throw new ArgumentException($"There are {Counted.Format(scores.Length, "score")} and {Counted.Format(labels.Length, "label")}; one label is needed for each score.", nameof(labels));
        int anomalies = labels.Count(true), usual = labels.Length - anomalies;
        bool rarer = anomalies <= usual;
        float[] sorted = new float[Math.Min(anomalies, usual)];
        for (int i = 0, next = 0; i < scores.Length; i++)
            if (labels[i] == rarer)
                sorted[next++] = Key(scores[i]);
        Array.Sort(sorted);

        // Each row of the other label beats the rarer label's rows below it, and half of those that are equal.
        double wins = 0, pairs = (double)usual * anomalies;
        for (int i = 0; i < scores.Length; i++)
            if (labels[i] != rarer)
                wins += (Below(sorted, Key(scores[i]), orBeside: false) + Below(sorted, Key(scores[i]), orBeside: true)) / 2.0;
        return pairs == 0 ? double.NaN : (rarer ? pairs - wins : wins) / pairs;
    }

    private static float Key(float score) => float.IsNaN(score) ? float.PositiveInfinity : score;

    /// <summary>The number of sorted scores that are below the given one, or not above it.</summary>
    private static int Below(float[] sorted, float score, bool orBeside)
    {
        int from = 0, to = sorted.Length;
        while (from < to)
        {
            int middle = (int)(((uint)from + (uint)to) / 2);
            if (sorted[middle] < score || (orBeside && sorted[middle] == score))
                from = middle + 1;
            else
                to = middle;
        }
        return from;
    }
}
