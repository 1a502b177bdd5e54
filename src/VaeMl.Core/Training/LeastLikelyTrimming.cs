using VaeMl.Networks;

namespace VaeMl.Training;

/// <summary>Leaves out the fraction of rows with the highest scores: <see cref="TrimmingKind.LeastLikely"/>.</summary>
/// <param name="resolved">The options.</param>
/// <param name="training">The training rows.</param>
/// <param name="score">Computes their scores under a network, in order.</param>
internal sealed class LeastLikelyTrimming(ResolvedOptions resolved, int[] training, Func<NetworkParameters, float[]> score) : ITrimming
{
    private const double FirstShare = 0.45, FallsOver = 0.75;

    public int[] Keep(NetworkParameters network, int steps)
    {
        int[] order = [.. Enumerable.Range(0, training.Length)];
        Array.Sort(score(network), order);
        return [.. order.Take(Kept(ShareAfter(steps), training.Length)).Order().Select(i => training[i])];
    }

    /// <summary>The mean over the held-out rows without the least likely ones, of which it drops the same fraction as is finally trimmed from the training set.</summary>
    public double ComputeRobustElbo(float[] negativeElbos) => -negativeElbos.Order().Take(Kept(resolved.Options.TrimFraction!.Value, negativeElbos.Length)).Average();

    /// <summary>
    /// The fraction of training rows to leave out after a number of steps. Once a network has learned a cluster of anomalies, it finds these rows likely and keeps
    /// them. Training therefore starts from the core of the data and widens it (like Rousseeuw's least trimmed squares and the forward search). In the last
    /// quarter of the steps the fraction is constant at its final value, so that smaller groups of normal rows are also learned. A continued model knows the normal
    /// rows already.
    /// </summary>
    public double ShareAfter(int steps)
    {
        double last = resolved.Options.TrimFraction!.Value, first = resolved.IsContinued ? last : Math.Max(last, FirstShare);
        return first + (last - first) * Math.Min(1, steps / (FallsOver * resolved.Steps));
    }

    private static int Kept(double share, int rows) => Math.Max(1, (int)Math.Round((1 - share) * rows));
}
