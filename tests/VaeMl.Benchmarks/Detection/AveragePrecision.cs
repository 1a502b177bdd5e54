namespace VaeMl.Benchmarks.Detection;

/// <summary>The area under the precision-recall curve, as average precision.</summary>
internal static class AveragePrecision
{
    /// <summary>Σ (recallₙ − recallₙ₋₁) · precisionₙ over the distinct scores, from the highest down; equal scores enter together.</summary>
    public static double Of(float[] scores, bool[] anomalies)
    {
        int positives = anomalies.Count(anomaly => anomaly), found = 0, seen = 0;
        double sum = 0;
        foreach (var group in scores.Zip(anomalies).GroupBy(pair => pair.First, pair => pair.Second).OrderByDescending(group => group.Key))
        {
            int hits = group.Count(anomaly => anomaly);
            seen += group.Count();
            found += hits;
            sum += (double)hits / positives * found / seen;
        }
        return sum;
    }
}
