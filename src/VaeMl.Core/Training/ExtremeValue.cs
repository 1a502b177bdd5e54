namespace VaeMl.Training;

/// <summary>Finds a value so far out that the others, in units of the standard deviation it makes, are all the same.</summary>
internal static class ExtremeValue
{
    private const int MostRows = 16_384;
    private const double Usual = 0.99, LargestRatio = 1e6;

    /// <summary>The row of a feature's value that is farthest from the median, if it is more than so many times as far as 99 % of the values, a million unless told otherwise; otherwise null.</summary>
    /// <param name="data">The data.</param>
    /// <param name="rows">The rows to look at.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="summary">The feature's summary.</param>
    /// <param name="ratio">How many times.</param>
    public static int? Find(VaeData data, ReadOnlySpan<int> rows, int feature, FeatureSummary summary, double ratio = LargestRatio)
    {
        double[] values = [.. FeatureSample.Draw(data, rows, feature, MostRows).Order()];
        if (values.Length == 0)
            return null;
        double median = values[values.Length / 2];
        double usual = values.Select(value => Math.Abs(value - median)).Order().ElementAt((int)(Usual * (values.Length - 1)));
        // Where nearly all values are equal, their magnitude takes the place of the distance; for zeros there is none.
        double unit = usual > 0 ? usual : Math.Abs(median);
        bool above = summary.Maximum - median > median - summary.Minimum;
        double distance = above ? summary.Maximum - median : median - summary.Minimum;
        return unit > 0 && distance > ratio * unit ? above ? summary.MaximumRow : summary.MinimumRow : null;
    }
}
