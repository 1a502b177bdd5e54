using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Scoring;

namespace VaeMl.Training;

/// <summary>Scores the table's rows with networks in training.</summary>
/// <param name="data">The rows.</param>
/// <param name="features">Likelihoods and scaling.</param>
/// <param name="options">The resolved options of the final model. Folds are scored with the same samples.</param>
/// <param name="hasMissing">Whether any value is missing.</param>
/// <param name="cancellation">Stops scoring.</param>
internal sealed class NetworkScores(VaeData data, FeatureTransform features, VaeOptions options, bool hasMissing, CancellationToken cancellation)
{
    // All rows share the samples. With few of them, sampling error would change the mean bound more than an epoch does.
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

    /// <summary>A scorer with the mean terms over these rows.</summary>
    public Scorer CreateScorerWithTermMeans(NetworkParameters network, int[] training)
    {
        Scorer scorer = CreateScorer(network, options.Score);
        return scorer.With(TermMeansEstimate.Compute(scorer, data, training, options.Threads, cancellation));
    }

    /// <summary>Scores that are comparable between rows with different missing values. If nothing is missing, mean terms would not change the ranking.</summary>
    public float[] ComparableScores(NetworkParameters network, int[] rows) => Score(hasMissing ? CreateScorerWithTermMeans(network, rows) : CreateScorer(network, options.Score), rows);

    /// <summary>−ELBO of the rows' observed values, at the fixed samples.</summary>
    public float[] NegativeElbos(NetworkParameters network, int[] rows) => Score(CreateScorer(network, ScoreKind.Elbo), rows);

    /// <summary>The median over rows of the training objective: −ELBO with the KL term weighted by β.</summary>
    public double MedianObjective(NetworkParameters network, int[] rows, double beta)
    {
        float[] scores = new float[rows.Length], kl = new float[rows.Length];
        Scorer scorer = CreateScorer(network, ScoreKind.Elbo);
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
        // NaN sorts before all numbers and must not be overlooked.
        return Array.Exists(scores, float.IsNaN) ? double.NaN : scores.Zip(kl, (score, term) => score - (1 - beta) * term).Order().ElementAt(rows.Length / 2);
    }

    public HeldOutBound Validate(NetworkParameters network, int[] validation, ITrimming? trimming)
    {
        float[] noise = Scorer.FixedNoise(ValidationSamples, options.LatentSize!.Value, options.Seed);
        Scorer scorer = new(network, features, ScoreKind.Elbo, noise, TermMeans.Zero(features.Count));
        float[] negativeElbos = new float[validation.Length];
        ElboTerms? terms = MeanElboTerms.Compute(scorer, data, validation, negativeElbos, options.Threads, cancellation);
        return new HeldOutBound(terms, trimming?.ComputeRobustElbo(negativeElbos) ?? terms?.Elbo ?? double.NaN);
    }

    /// <summary>A scorer whose term means are zero.</summary>
    private Scorer CreateScorer(NetworkParameters network, ScoreKind kind) => new(network, features, kind, FixedNoise(), TermMeans.Zero(features.Count));

    private float[] FixedNoise() => Scorer.FixedNoise(options.ScoreSamples, options.LatentSize!.Value, options.Seed);
}
