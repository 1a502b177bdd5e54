using VaeMl.Messages;

namespace VaeMl.Reporting;

/// <summary>The area under the ROC curve: the probability that an anomaly scores higher than a normal row, with ties counted half.</summary>
/// <remarks>Hanley and McNeil (1982): the Mann–Whitney statistic divided by the product of the group sizes.</remarks>
internal static class Auroc
{
    /// <summary>Computes it in O(n log n) time.</summary>
    /// <param name="scores">n scores; higher is more anomalous. NaN, for a row that could not be scored, counts as the highest.</param>
    /// <param name="labels">n labels, true for anomalies.</param>
    /// <returns>A value in [0, 1]; NaN unless both labels occur.</returns>
    public static double Compute(ReadOnlySpan<float> scores, ReadOnlySpan<bool> labels)
    {
        if (scores.Length != labels.Length)
            throw new ArgumentException($"There are {Counted.Format(scores.Length, "score")} and {Counted.Format(labels.Length, "label")}; one label is needed for each score.", nameof(labels));
        (float[] keys, bool[] sorted) = (new float[scores.Length], labels.ToArray());
        for (int i = 0; i < keys.Length; i++)
            keys[i] = float.IsNaN(scores[i]) ? float.PositiveInfinity : scores[i];
        Array.Sort(keys, sorted);

        // Goes over groups of equal scores. Every anomaly beats the normal rows below it, and half of those that are equal.
        double wins = 0;
        long normal = 0, anomalies = 0;
        for (int start = 0, end; start < keys.Length; start = end)
        {
            long normalHere = 0, anomaliesHere = 0;
            for (end = start; end < keys.Length && keys[end] == keys[start]; end++)
            {
                if (sorted[end])
                    anomaliesHere++;
                else
                    normalHere++;
            }
            wins += anomaliesHere * (normal + normalHere / 2.0);
            normal += normalHere;
            anomalies += anomaliesHere;
        }
        return normal == 0 || anomalies == 0 ? double.NaN : wins / ((double)normal * anomalies);
    }
}
