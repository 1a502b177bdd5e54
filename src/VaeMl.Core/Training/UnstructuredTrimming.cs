using VaeMl.Networks;

namespace VaeMl.Training;

/// <summary>
/// Leaves out rows for which the network relates the features no better than independent features would: <see cref="TrimmingKind.Unstructured"/>.
/// </summary>
/// <remarks>
/// A row's excess r = −ELBO + log p_out(x) is the log likelihood ratio of the <see cref="OutlierComponent"/> to the network, in nats. It is low for rows of every regime
/// that the network has learned, however rare the regime, so one cut-off serves all. The cut-off follows from the spread of r below its median, which
/// anomalies do not affect. Rows whose p_out itself is far lower than that of the others are left out from the beginning.
/// </remarks>
/// <param name="resolved">The options.</param>
/// <param name="training">The training rows.</param>
/// <param name="negativeElbo">Computes the scores of rows, −ELBO of their observed values.</param>
/// <param name="outliers">−log p_out of the training rows, in nats.</param>
/// <param name="heldOutOutliers">−log p_out of the held-out rows, in nats.</param>
internal sealed class UnstructuredTrimming(
    ResolvedOptions resolved, int[] training, Func<NetworkParameters, int[], float[]> negativeElbo, double[] outliers, double[] heldOutOutliers) : ITrimming
{
    // For a Gaussian, 2 standard deviations above the median leave out 2 %. Rows of rare regimes are a few nats above the others in any case.
    private const double Deviations = 2, LowerQuantile = 0.16, LeastNats = 5;

    // Rows with values this far out can be identified without a network, and are better not learned at all.
    private const double GrossDeviations = 8;

    // Log 9: if a tenth of the rows are outliers, a row with a larger excess is more likely an outlier than not.
    private const double EvenOdds = 2.2;

    // Regimes of half a percent of the rows take half of the training to learn. Until then they look like outliers, and once left out they are never learned.
    private const double From = 0.5;
    private readonly double _gross = AboveMedian(outliers, GrossDeviations);

    public int[] Keep(NetworkParameters network, int steps)
    {
        double[] excess = !resolved.IsContinued && steps < From * resolved.Steps ? [] : [.. negativeElbo(network, training).Zip(outliers, (score, outlier) => score - outlier)];
        double largest = excess.Length == 0 ? 0 : AboveMedian(excess, Deviations);
        return [.. training.Where((_, i) => outliers[i] <= _gross && (excess.Length == 0 || excess[i] <= largest))];
    }

    /// <summary>The mean of −min(−ELBO, −log p_out + log 9) over the held-out rows: no row costs more than it would as an outlier.</summary>
    public double ComputeRobustElbo(float[] negativeElbos) => -negativeElbos.Zip(heldOutOutliers, (score, outlier) => Math.Min(score, outlier + EvenOdds)).Average();

    /// <summary>The value that is this many spreads, from the 16 % quantile to the median, and at least 5 nats, above the median.</summary>
    internal static double AboveMedian(double[] values, double deviations)
    {
        double[] sorted = [.. values.Order()];
        double median = sorted[sorted.Length / 2], low = sorted[(int)(LowerQuantile * sorted.Length)];
        return median + Math.Max(LeastNats, deviations * (median - low));
    }
}
