using VaeMl.Networks;

namespace VaeMl.Training;

/// <summary>
/// Leaves out rows whose features the network relates to each other no better than independent features would be: <see cref="TrimmingKind.Unstructured"/>.
/// </summary>
/// <remarks>
/// A row's excess r = −ELBO + log p_out(x) is its log likelihood ratio of the <see cref="OutlierComponent"/> to the network, in nats. Rows of every
/// regime that the network has learned have a low one, however rare the regime, so that a single cut serves all; it follows from the spread of r
/// below its median, which anomalies do not touch. Rows for which p_out itself is far lower than for the others are left out from the beginning.
/// </remarks>
/// <param name="resolved">The options.</param>
/// <param name="training">The training rows.</param>
/// <param name="negativeElbo">Scores of rows, −ELBO over what is observed of them.</param>
/// <param name="outliers">−log p_out of the training rows, in nats.</param>
/// <param name="heldOutOutliers">The same of the held-out rows.</param>
internal sealed class UnstructuredTrimming(
    ResolvedOptions resolved, int[] training, Func<NetworkParameters, int[], float[]> negativeElbo, double[] outliers, double[] heldOutOutliers) : ITrimming
{
    // Of a Gaussian, 2 standard deviations above the median leave 2 % out. Rows of rare regimes lie some nats above the others in any case.
    private const double Deviations = 2, LowerQuantile = 0.16, LeastNats = 5;

    // Rows with values so far out need no network to be told, and are better not learned at all.
    private const double GrossDeviations = 8;

    // Log 9: where a tenth of the rows are outliers, a row with a larger excess is one with better than even odds.
    private const double EvenOdds = 2.2;

    // Regimes of half a percent of the rows take as long to be learned; until then they look like outliers, and once left out they never are.
    private const double From = 0.5;
    private readonly double _gross = AboveMedian(outliers, GrossDeviations);

    public int[] Keep(NetworkParameters network, int steps)
    {
        double[] excess = !resolved.IsContinued && steps < From * resolved.Steps ? [] : [.. negativeElbo(network, training).Zip(outliers, (score, outlier) => score - outlier)];
        double largest = excess.Length == 0 ? 0 : AboveMedian(excess, Deviations);
        return [.. training.Where((_, i) => outliers[i] <= _gross && (excess.Length == 0 || excess[i] <= largest))];
    }

    /// <summary>The mean of −min(−ELBO, −log p_out + log 9) over the held-out rows: each counts with no more than it would have as an outlier.</summary>
    public double BoundOf(float[] negativeElbos) => -negativeElbos.Zip(heldOutOutliers, (score, outlier) => Math.Min(score, outlier + EvenOdds)).Average();

    /// <summary>So many of the spreads from the 16 % quantile to the median, and at least 5 nats, above the median.</summary>
    internal static double AboveMedian(double[] values, double deviations)
    {
        double[] sorted = [.. values.Order()];
        double median = sorted[sorted.Length / 2], low = sorted[(int)(LowerQuantile * sorted.Length)];
        return median + Math.Max(LeastNats, deviations * (median - low));
    }
}
