using VaeMl.Likelihoods;

namespace VaeMl.Training;

/// <summary>Finds nonnegative, skewed features, such as amounts and durations, that the <see cref="LogScale"/> makes less skewed.</summary>
internal static class ScaleChoice
{
    private const int MostRows = 4_096;
    private const double LeastSkewness = 1, Quantile = 0.05;

    // Within these limits c·sinh(t) and x/c are normal floating-point numbers.
    private const double LeastScale = 1e-18, LargestScale = 1e18;

    /// <summary>The c of asinh(x/c), in the data's units: a low quantile of the positive values; 0 for a feature that is not put on the scale.</summary>
    /// <param name="data">The data.</param>
    /// <param name="rows">The rows to consider.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="summary">The feature's summary.</param>
    public static float Choose(VaeData data, ReadOnlySpan<int> rows, int feature, FeatureSummary summary)
    {
        if (summary.Minimum < 0 || summary.IsConstant)
            return 0;
        double[] values = [.. FeatureSample.Draw(data, rows, feature, MostRows)];
        if (Skewness(values) <= LeastSkewness)
            return 0;
        double[] positive = [.. values.Where(value => value > 0).Order()];
        double c = positive[(int)(Quantile * positive.Length)];
        if (c is < LeastScale or > LargestScale)
            return 0;
        double after = Skewness([.. values.Select(value => Math.Asinh(value / c))]);
        return Math.Abs(after) < Skewness(values) ? (float)c : 0;
    }

    private static double Skewness(double[] values)
    {
        double mean = values.Average(), second = values.Average(value => (value - mean) * (value - mean));
        return second == 0 ? 0 : values.Average(value => (value - mean) * (value - mean) * (value - mean)) / Math.Pow(second, 1.5);
    }
}
