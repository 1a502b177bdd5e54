using VaeMl.Likelihoods;

namespace VaeMl.Training;

/// <summary>
/// The resolution of a feature: the median gap between adjacent distinct values. A value on a grid of step Δ has a rounding error with variance
/// Δ²/12. A narrower density learns the grid instead of the data.
/// </summary>
internal static class FeatureResolution
{
    // A grid shows in few rows. Without a grid, the gaps between this many values are far below any floor.
    private const int MostRows = 4_096;

    /// <summary>The variance of the rounding error, Δ²/12, in the data's units squared; 0 if there is only one distinct value.</summary>
    /// <param name="data">The data.</param>
    /// <param name="rows">The rows to consider.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="logScale">c for a feature on the <see cref="LogScale"/>, on which its gaps are then measured; 0 for others.</param>
    public static double RoundingVariance(VaeData data, ReadOnlySpan<int> rows, int feature, float logScale)
    {
        double[] values = [.. FeatureSample.Draw(data, rows, feature, MostRows).Select(value => logScale > 0 ? LogScale.Apply((float)value, logScale) : value).Distinct().Order()];
        double[] gaps = [.. values.Skip(1).Zip(values, (next, value) => next - value).Order()];
        if (gaps.Length == 0)
            return 0;
        double gap = gaps[(gaps.Length - 1) / 2];
        return gap * gap / 12;
    }
}
