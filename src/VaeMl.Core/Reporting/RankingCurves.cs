namespace VaeMl.Reporting;

/// <summary>How well scores rank labelled rows.</summary>
/// <param name="Auroc">The area under the ROC curve.</param>
/// <param name="AveragePrecision">Σ (R_k − R_{k−1}) P_k over the distinct scores, from the highest down, with recall R and precision P.</param>
/// <param name="Roc">Points (false positive rate, recall).</param>
/// <param name="PrecisionRecall">Points (recall, precision): a step curve whose area is the average precision.</param>
/// <param name="Prevalence">The share of anomalies.</param>
/// <remarks>The definition of scikit-learn's <c>average_precision_score</c>, without interpolation between points, which would be too optimistic.</remarks>
internal sealed record RankingCurves(
    double Auroc, double AveragePrecision, IReadOnlyList<(double X, double Y)> Roc, IReadOnlyList<(double X, double Y)> PrecisionRecall, double Prevalence)
{
    // Finer than the plot's pixels, measured along the curve because the few rows at its start matter most.
    private const double Resolution = 0.004;

    /// <param name="scores">n scores; higher is more anomalous. NaN counts as the highest.</param>
    /// <param name="labels">n labels, true for anomalies.</param>
    /// <returns>Null unless both labels occur.</returns>
    public static RankingCurves? Compute(ReadOnlySpan<float> scores, ReadOnlySpan<bool> labels)
    {
        double auroc = Reporting.Auroc.Compute(scores, labels);
        if (double.IsNaN(auroc))
            return null;
        (float[] keys, bool[] sorted) = (new float[scores.Length], labels.ToArray());
        for (int i = 0; i < keys.Length; i++)
            keys[i] = float.IsNaN(scores[i]) ? float.NegativeInfinity : -scores[i];
        Array.Sort(keys, sorted);

        double anomalies = sorted.Count(label => label), normal = sorted.Length - anomalies, average = 0;
        List<(double X, double Y)> roc = [(0, 0)], steps = [];
        int found = 0;
        for (int start = 0, end; start < keys.Length; start = end)
        {
            int before = found;
            for (end = start; end < keys.Length && keys[end] == keys[start]; end++)
                found += sorted[end] ? 1 : 0;
            double precision = found / (double)end;
            average += (found - before) / anomalies * precision;
            Add(roc, ((end - found) / normal, found / anomalies), end == keys.Length);
            if (found > before)
            {
                Add(steps, (before / anomalies, precision), steps.Count == 0);
                Add(steps, (found / anomalies, precision), found == (int)anomalies);
            }
        }
        return new RankingCurves(auroc, average, roc, steps, anomalies / sorted.Length);
    }

    private static void Add(List<(double X, double Y)> curve, (double X, double Y) point, bool always)
    {
        if (always || Math.Abs(point.X - curve[^1].X) + Math.Abs(point.Y - curve[^1].Y) >= Resolution)
            curve.Add(point);
    }
}
