namespace VaeMl.Training;

/// <summary>Finds a value so far out that all others are practically equal in units of the standard deviation that it causes.</summary>
internal static class ExtremeValue
{
    /// <summary>The ratio of distances beyond which single precision no longer tells the other values apart.</summary>
    public const double LargestRatio = 1e6;

    private const int MostRows = 16_384;
    private const double Usual = 0.99;

    /// <summary>
    /// The row with the feature's value that is farthest from the median, if its distance is more than <paramref name="ratio"/> times that of 99 % of the
    /// values; otherwise null.
    /// </summary>
    /// <param name="data">The data.</param>
    /// <param name="rows">The rows to consider.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="summary">The feature's summary.</param>
    /// <param name="ratio">The ratio of distances.</param>
    public static int? Find(VaeData data, ReadOnlySpan<int> rows, int feature, FeatureSummary summary, double ratio)
    {
        double[] values = [.. FeatureSample.Draw(data, rows, feature, MostRows).Order()];
        if (values.Length == 0)
            return null;
        double median = values[values.Length / 2];
        double usual = values.Select(value => Math.Abs(value - median)).Order().ElementAt((int)(Usual * (values.Length - 1)));
        // If nearly all values are equal, their magnitude replaces the distance. For zeros there is none.
        double unit = usual > 0 ? usual : Math.Abs(median);
        bool above = summary.Maximum - median > median - summary.Minimum;
        double distance = above ? summary.Maximum - median : median - summary.Minimum;
        return unit > 0 && distance > ratio * unit ? above ? summary.MaximumRow : summary.MinimumRow : null;
    }
}
