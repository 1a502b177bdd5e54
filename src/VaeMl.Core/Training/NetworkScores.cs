using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Scoring;

namespace VaeMl.Training;

/// <summary>What the table's rows score by networks in training.</summary>
/// <param name="data">The rows.</param>
/// <param name="features">Likelihoods and scaling.</param>
/// <param name="options">The final model's options, resolved; folds are scored at the same samples.</param>
/// <param name="hasMissing">Whether a value is missing anywhere.</param>
/// <param name="cancellation">Stops the scoring.</param>
internal sealed class NetworkScores(VaeData data, FeatureTransform features, VaeOptions options, bool hasMissing, CancellationToken cancellation)
{
    // All rows share the draws, so few of them would move the mean bound of an epoch by more than the epoch did.
    private const int ValidationSamples = 16;

    public float[] Score(Scorer scorer, int[] rows)
    {
        float[] scores = new float[rows.Length];
        BatchScoring.ForEachBatch(
            data,
            rows,
            (first, batch) => scorer.Score(batch, new ScoreColumns { Score = scores.AsSpan(first, batch.Length / features.Count) }),
            options.Threads,
            cancellation);
        return scores;
    }

    /// <summary>A scorer with the mean terms of these rows.</summary>
    public Scorer WithBaseline(NetworkParameters network, int[] training)
    {
        Scorer scorer = Without(network, options.Score);
        return scorer.With(TermMeansEstimate.Compute(scorer, data, training, options.Threads, cancellation));
    }

    /// <summary>Scores that compare rows with different gaps; where nothing is missing, mean terms would change no ranking.</summary>
    public float[] ComparableScores(NetworkParameters network, int[] rows) => Score(hasMissing ? WithBaseline(network, rows) : Without(network, options.Score), rows);

    /// <summary>−ELBO of rows over what is observed of them, at the fixed samples.</summary>
    public float[] NegativeElbos(NetworkParameters network, int[] rows) => Score(Without(network, ScoreKind.Elbo), rows);

    /// <summary>The median over rows of what training makes small: −ELBO with the KL term weighed by β.</summary>
    public double MedianObjective(NetworkParameters network, int[] rows, double beta)
    {
        float[] scores = new float[rows.Length], kl = new float[rows.Length];
        Scorer scorer = Without(network, ScoreKind.Elbo);
        BatchScoring.ForEachBatch(
            data,
            rows,
            (first, batch) =>
            {
                int count = batch.Length / features.Count;
                scorer.Score(batch, new ScoreColumns { Score = scores.AsSpan(first, count), LatentContribution = kl.AsSpan(first, count) });
            },
            options.Threads,
            cancellation);
        // NaN sorts before all numbers, and must not hide there.
        return Array.Exists(scores, float.IsNaN) ? double.NaN : scores.Zip(kl, (score, term) => score - (1 - beta) * term).Order().ElementAt(rows.Length / 2);
    }

    public HeldOutBound Validate(NetworkParameters network, int[] validation, ITrimming? trimming)
    {
        float[] noise = Scorer.FixedNoise(ValidationSamples, options.LatentSize!.Value, options.Seed);
        Scorer scorer = new(network, features, ScoreKind.Elbo, noise, TermMeans.Zero(features.Count));
        ElboTerms? terms = MeanElboTerms.Compute(scorer, data, validation, options.Threads, cancellation);
        return new HeldOutBound(terms, trimming?.BoundOf(Score(scorer, validation)) ?? terms?.Elbo ?? double.NaN);
    }

    private Scorer Without(NetworkParameters network, ScoreKind kind) => new(network, features, kind, FixedNoise(), TermMeans.Zero(features.Count));

    private float[] FixedNoise() => Scorer.FixedNoise(options.ScoreSamples, options.LatentSize!.Value, options.Seed);
}
