namespace VaeMl;

/// <summary>
/// Held-out or out-of-fold scores, reduced to at most <see cref="MaxKeptScores"/>, with the highest ones kept most densely. They convert a flag
/// rate into a threshold.
/// </summary>
public sealed class ScoreQuantiles
{
    /// <summary>The largest number of scores kept.</summary>
    public const int MaxKeptScores = 2048;

    private readonly int[] _ranks;
    private readonly float[] _scores;

    internal ScoreQuantiles(int count, int[] ranks, float[] scores)
    {
        Count = count;
        _ranks = ranks;
        _scores = scores;
    }

    /// <summary>The number of rows scored; 0 for a model without calibration.</summary>
    public int Count { get; }

    /// <summary>The ranks of the kept scores, from 1 to <see cref="Count"/>, ascending.</summary>
    internal IReadOnlyList<int> Ranks => _ranks;

    /// <summary>The scores at those ranks, in nats, ascending.</summary>
    internal IReadOnlyList<float> Scores => _scores;

    internal static ScoreQuantiles None { get; } = new(0, [], []);

    /// <summary>Keeps all of the highest scores, and evenly spaced ones of the rest.</summary>
    internal static ScoreQuantiles Estimate(IEnumerable<float> scores)
    {
        float[] sorted = [.. scores.Where(float.IsFinite).Order()];
        if (sorted.Length == 0)
            return None;
        int top = Math.Min(sorted.Length, MaxKeptScores / 2), below = sorted.Length - top;
        int others = Math.Min(below, MaxKeptScores - top);
        int[] ranks =
        [
            .. Enumerable.Range(1, others).Select(i => (int)((long)i * below / others)),
            .. Enumerable.Range(below + 1, top),
        ];
        return new ScoreQuantiles(sorted.Length, ranks, [.. ranks.Select(rank => sorted[rank - 1])]);
    }

    /// <summary>
    /// The threshold that a new row like the calibration rows exceeds with probability <paramref name="flagRate"/>, interpolated between the kept scores. With
    /// fewer than 1/flagRate − 1 rows it is the highest score, which a new row exceeds with probability 1/(rows + 1).
    /// </summary>
    /// <param name="flagRate">The fraction to flag, in (0, 1).</param>
    /// <returns>A threshold, in nats.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate lies outside (0, 1).</exception>
    /// <exception cref="InvalidOperationException">There are no scores.</exception>
    public double ThresholdFor(double flagRate)
    {
        if (!(flagRate > 0 && flagRate < 1))
            throw new ArgumentOutOfRangeException(nameof(flagRate), flagRate, "flagRate must lie in (0, 1).");
        if (Count == 0)
            throw new InvalidOperationException(
                "The model was trained without calibration (no folds and no rows held out), so no flag rate can be turned into a threshold; set the threshold itself.");
        // A new score exceeds the r-th of n exchangeable scores with probability (n + 1 − r)/(n + 1).
        double rank = Math.Clamp((1 - flagRate) * (Count + 1), 1, Count);
        int upper = Array.BinarySearch(_ranks, (int)Math.Ceiling(rank));
        upper = upper >= 0 ? upper : ~upper;
        if (upper == 0 || _ranks[upper] <= rank)
            return _scores[upper];
        double share = (rank - _ranks[upper - 1]) / (_ranks[upper] - _ranks[upper - 1]);
        return _scores[upper - 1] + share * (_scores[upper] - _scores[upper - 1]);
    }

    /// <summary>The probability that the score of a new row like the calibration rows is above a threshold; the inverse of <see cref="ThresholdFor"/>.</summary>
    /// <param name="threshold">A threshold, in nats.</param>
    /// <returns>A rate from 1/(Count + 1) to 1; NaN without scores. Even for a threshold above all scores it is not 0.</returns>
    public double FlagRateAt(double threshold)
    {
        if (Count == 0)
            return double.NaN;
        int atMost = _scores.Count(score => score <= threshold);
        double rank = atMost == 0 ? 0 : _ranks[atMost - 1];
        if (atMost > 0 && atMost < _scores.Length)
            rank += (_ranks[atMost] - rank) * (threshold - _scores[atMost - 1]) / (_scores[atMost] - _scores[atMost - 1]);
        return 1 - rank / (Count + 1);
    }
}
