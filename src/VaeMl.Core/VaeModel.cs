using VaeMl.Onnx;
using VaeMl.Scoring;
using VaeMl.Messages;

namespace VaeMl;

/// <summary>A trained variational autoencoder. It is immutable, can be shared between threads and needs no disposal.</summary>
/// <remarks>
/// <para>
/// d is the number of features, q the number of latent variables. A row has d single-precision values in the data's own units; NaN marks a missing one.
/// A category's value is the level's number in <see cref="FeatureLevels"/>. Any other number, such as −1, is an unseen level, which costs
/// log(1 + 2²⁰) ≈ 13.9 nats.
/// </para>
/// <para>
/// Scores are in nats, for densities in the original units: per grid step for columns with a step, and per unit of the logarithmic scale for features with
/// <see cref="LogScales"/>. Higher is more anomalous.
/// </para>
/// </remarks>
public sealed partial class VaeModel
{
    internal VaeModel(Scorer scorer, ModelMetadata metadata)
        : this(new ModelContent(scorer, metadata))
    {
    }

    internal VaeModel(ModelContent content) => Content = content;

    /// <summary>The options the model was trained with.</summary>
    public VaeOptions Options => Metadata.Options;

    /// <summary>The names of the d features.</summary>
    public IReadOnlyList<string> FeatureNames => Metadata.FeatureNames;

    /// <summary>The number of features d.</summary>
    public int FeatureCount => Scorer.Features.Count;

    /// <summary>The number of latent variables q.</summary>
    public int LatentSize => Scorer.Network.Shape.Latent;

    /// <summary>For each of the d features, the names of a category's levels, which rows refer to by number, 0 … c − 1; null for a numeric feature.</summary>
    public IReadOnlyList<IReadOnlyList<string>?> FeatureLevels => Metadata.Levels;

    /// <summary>The columns that the d features were made from; null if the training data were given as features.</summary>
    public TableSchema? Schema => Metadata.Schema;

    /// <summary>The likelihoods of the d features; never <see cref="LikelihoodKind.Auto"/>.</summary>
    public IReadOnlyList<LikelihoodKind> Likelihoods => [.. Scorer.Features.Likelihoods.Select(l => l.Kind)];

    /// <summary>
    /// d values in the data's units: for features on the logarithmic scale asinh(x/c) (<see cref="VaeOptions.LogScale"/>) their c, and 0 for the others. The
    /// density of the former is per unit of that scale.
    /// </summary>
    public IReadOnlyList<float> LogScales => [.. Scorer.Features.LogScales];

    /// <summary>The number of learned parameters.</summary>
    public int ParameterCount => Scorer.Network.ParameterCount;

    /// <summary>The name of the trainer that made the model.</summary>
    public string Trainer => Metadata.Trainer;

    /// <summary>Quantiles of the held-out or out-of-fold scores. They convert a flag rate into a threshold.</summary>
    public ScoreQuantiles Quantiles => Metadata.Quantiles;

    /// <summary>The threshold, in nats. A row with a higher score is flagged. +∞ for a model without a threshold.</summary>
    public double Threshold => Metadata.Threshold;

    /// <summary>The fraction of normal (in-distribution) rows that the current threshold flags; NaN for a model trained without calibration.</summary>
    public double FlagRate => Quantiles.FlagRateAt(Threshold);

    /// <summary>The mean score of the training set, in nats.</summary>
    public double MeanTrainingScore => Scorer.TermMeans.Total;

    internal ModelContent Content { get; }

    internal Scorer Scorer => Content.Scorer;

    internal ModelMetadata Metadata => Content.Metadata;

    /// <summary>Returns the same model with a different threshold.</summary>
    /// <param name="threshold">The threshold, in nats; +∞ flags only rows that cannot be scored.</param>
    /// <returns>The new model. This one is unchanged.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is NaN.</exception>
    public VaeModel WithThreshold(double threshold)
    {
        if (double.IsNaN(threshold))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "threshold must be a number; it is NaN.");
        return new VaeModel(Scorer, Metadata with { Threshold = threshold });
    }

    /// <summary>Returns the same model with the threshold that, by its <see cref="Quantiles"/>, flags the given fraction of normal (in-distribution) rows.</summary>
    /// <param name="flagRate">The fraction to flag, in (0, 1).</param>
    /// <returns>The new model. This one is unchanged.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate lies outside (0, 1).</exception>
    /// <exception cref="InvalidOperationException">The model was trained without calibration.</exception>
    public VaeModel WithFlagRate(double flagRate) => WithThreshold(Quantiles.ThresholdFor(flagRate));

    /// <summary>Whether the model flags a score: it is above the threshold, or NaN because the row could not be scored.</summary>
    /// <param name="score">A score, in nats.</param>
    /// <returns>True for an anomaly.</returns>
    public bool IsAnomaly(float score) => !(score <= Threshold);

    /// <summary>Scores a row.</summary>
    /// <param name="row">d values; NaN marks a missing one.</param>
    /// <returns>The score and its parts. For a row with an infinite value, or with all values missing, they are NaN and the row is flagged.</returns>
    /// <exception cref="ArgumentException">The row has a different length.</exception>
    public VaeScore Score(ReadOnlySpan<float> row)
    {
        CheckWidth(row);
        float[] contributions = new float[FeatureCount], latent = new float[LatentSize];
        Span<float> elbo = stackalloc float[1], score = stackalloc float[1], latentContribution = stackalloc float[1];
        Scorer.Score(row, new ScoreColumns
        {
            Elbo = elbo,
            Score = score,
            Contributions = contributions,
            LatentContribution = latentContribution,
            Latent = latent,
        });
        return new VaeScore(elbo[0], score[0], IsAnomaly(score[0]), contributions, latentContribution[0], latent);
    }

    /// <summary>Scores a batch of rows. After the first call it allocates nothing. A row's results are bit-identical whether it is scored alone or in a batch.</summary>
    /// <param name="rows">n × d values, row-major; NaN marks a missing one.</param>
    /// <param name="columns">The spans that receive the results; a result whose span is empty is not computed.</param>
    /// <returns>The number of rows that cannot be scored, because a value is infinite or all are missing. Their results are NaN.</returns>
    /// <exception cref="ArgumentException">The length is not a multiple of d, or a span does not have the length that n rows need.</exception>
    public int Score(ReadOnlySpan<float> rows, ScoreColumns columns)
    {
        if (rows.Length % FeatureCount != 0)
            throw new ArgumentException($"rows holds {Counted.Format(rows.Length, "value")}, which is not a multiple of the model's {FeatureCount} features.", nameof(rows));
        long count = rows.Length / FeatureCount;
        Check(columns.Latent, count * LatentSize, nameof(columns.Latent));
        Check(columns.LatentVariance, count * LatentSize, nameof(columns.LatentVariance));
        Check(columns.Elbo, count, nameof(columns.Elbo));
        Check(columns.Score, count, nameof(columns.Score));
        Check(columns.Contributions, count * FeatureCount, nameof(columns.Contributions));
        Check(columns.LatentContribution, count, nameof(columns.LatentContribution));
        Check(columns.Reconstruction, count * FeatureCount, nameof(columns.Reconstruction));
        return Scorer.Score(rows, columns);

        static void Check(Span<float> column, long expected, string name)
        {
            if (!column.IsEmpty && column.Length != expected)
                throw new ArgumentException($"{name} must hold {Counted.Format(expected, "value")}; it holds {column.Length}.", nameof(columns));
        }
    }

    /// <summary>Scores the rows of a table, using all processors.</summary>
    /// <param name="data">n × d values.</param>
    /// <returns>n scores, in nats; NaN for rows that cannot be scored.</returns>
    /// <exception cref="ArgumentException">The table has a different number of features, or a category has different levels.</exception>
    public float[] Scores(VaeData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckFeatures(data);
        float[] scores = new float[data.Count];
        BatchScoring.ForEachBatch(data, null, (first, rows) =>
            Scorer.Score(rows, new ScoreColumns { Score = scores.AsSpan(first, rows.Length / FeatureCount) }));
        return scores;
    }

    /// <summary>Checks that the data number their levels as the model does. A table need not name its levels.</summary>
    private void CheckFeatures(VaeData data)
    {
        if (data.FeatureCount != FeatureCount)
            throw new ArgumentException($"The data has {Counted.Format(data.FeatureCount, "feature")} where the model has {FeatureCount}.", nameof(data));
        for (int j = 0; j < FeatureCount; j++)
            if (data.Levels[j] is { } levels && !(FeatureLevels[j] ?? []).SequenceEqual(levels))
                throw new ArgumentException(
                    $"Feature '{FeatureNames[j]}' has other levels in the data than in the model, or in a different order; number them as the model's FeatureLevels do, with −1 for one that is not among them.",
                    nameof(data));
    }

    private void CheckWidth(ReadOnlySpan<float> row)
    {
        if (row.Length != FeatureCount)
            throw new ArgumentException($"The row has {Counted.Format(row.Length, "value")} where the model has {Counted.Format(FeatureCount, "feature")}.", nameof(row));
    }
}
