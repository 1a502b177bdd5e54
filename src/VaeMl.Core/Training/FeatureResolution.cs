using VaeMl.Likelihoods;

namespace VaeMl.Training;

/// <summary>
/// How finely a feature's values are recorded: the median gap between neighbouring distinct values. A value known to a grid of step Δ only has
/// a rounding error of variance Δ²/12, and a density that is narrower than that learns the grid, not the data.
/// </summary>
internal static class FeatureResolution
{
    // A grid shows in few rows, and without one the gaps of so many are far below any floor.
    private const int MostRows = 4_096;

    /// <summary>The variance of the rounding error, Δ²/12 with the data's units squared; 0 where there is but one value.</summary>
    /// <param name="data">The data.</param>
    /// <param name="rows">The rows to look at.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="logScale">The c of a feature on the <see cref="LogScale"/>, whose gaps then count; 0 for others.</param>
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
