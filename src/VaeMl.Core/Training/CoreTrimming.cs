using VaeMl.Networks;

namespace VaeMl.Training;

/// <summary>Leaves out the share of rows with the highest scores: <see cref="TrimmingKind.LeastLikely"/>.</summary>
/// <param name="resolved">The options.</param>
/// <param name="training">The training rows.</param>
/// <param name="score">Their scores by a network, in their order.</param>
internal sealed class CoreTrimming(ResolvedOptions resolved, int[] training, Func<NetworkParameters, float[]> score) : ITrimming
{
    private const double FirstShare = 0.45, FallsOver = 0.75;

    public int[] Keep(NetworkParameters network, int steps)
    {
        int[] order = [.. Enumerable.Range(0, training.Length)];
        Array.Sort(score(network), order);
        return [.. order.Take(Kept(ShareAfter(steps), training.Length)).Order().Select(i => training[i])];
    }

    /// <summary>The mean over the held-out rows but the share of them, the least likely, that is left out of the training rows in the end.</summary>
    public double BoundOf(float[] negativeElbos) => -negativeElbos.Order().Take(Kept(resolved.Options.TrimFraction!.Value, negativeElbos.Length)).Average();

    /// <summary>
    /// The share of training rows to be left out after so many steps. A network that once learned a cluster of anomalies finds its rows likely
    /// and keeps them; so training starts from the core of the rows and widens (as Rousseeuw's least trimmed squares and the forward search do).
    /// The last quarter of the steps stays at the share asked for, which lets smaller groups of usual rows be learned as well as the core. A training
    /// that is continued knows the usual rows.
    /// </summary>
    public double ShareAfter(int steps)
    {
        double last = resolved.Options.TrimFraction!.Value, first = resolved.IsContinued ? last : Math.Max(last, FirstShare);
        return first + (last - first) * Math.Min(1, steps / (FallsOver * resolved.Steps));
    }

    private static int Kept(double share, int rows) => Math.Max(1, (int)Math.Round((1 - share) * rows));
}
