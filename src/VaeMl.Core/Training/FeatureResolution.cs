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
        int count = Math.Min(rows.Length, MostRows), distinct = 0;
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = data[rows[(int)((long)i * rows.Length / count)]][feature] is var value && logScale > 0 ? LogScale.Of(value, logScale) : value;
        Array.Sort(values);
        double[] gaps = new double[count];
        for (int i = 1; i < count; i++)
            if (values[i] > values[i - 1])
                gaps[distinct++] = (double)values[i] - values[i - 1];
        if (distinct == 0)
            return 0;
        Array.Sort(gaps, 0, distinct);
        double gap = gaps[(distinct - 1) / 2];
        return gap * gap / 12;
    }
}
