using VaeMl.Onnx;
using VaeMl.Scoring;
using VaeMl.Messages;

namespace VaeMl;

/// <summary>A trained variational autoencoder. Immutable and safe to share between threads; there is nothing to dispose of.</summary>
/// <remarks>
/// d is the number of features, q of latent variables. Rows are d single-precision values in the data's own units, NaN where missing. Of a category
/// they hold the level's number in <see cref="FeatureLevels"/>; any other number, such as −1, is a level that training did not have, which costs
/// log(1 + 2²⁰) ≈ 13.9 nats.
/// Scores are in nats of the data as given, features with <see cref="LogScales"/> per unit of their logarithmic scale; higher is more anomalous.
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

    /// <summary>The features' names, d of them.</summary>
    public IReadOnlyList<string> FeatureNames => Metadata.FeatureNames;

    /// <summary>The number of features d.</summary>
    public int FeatureCount => Scorer.Features.Count;

    /// <summary>The number of latent variables q.</summary>
    public int LatentSize => Scorer.Network.Shape.Latent;

    /// <summary>For each of the d features the names of a category's levels, of which rows hold the number, 0 … c − 1; null for a number.</summary>
    public IReadOnlyList<IReadOnlyList<string>?> FeatureLevels => Metadata.Levels;

    /// <summary>The columns that the d features were made of; null for a model of a table given as features.</summary>
    public TableSchema? Schema => Metadata.Schema;

    /// <summary>Each feature's likelihood, d of them; never <see cref="LikelihoodKind.Auto"/>.</summary>
    public IReadOnlyList<LikelihoodKind> Likelihoods => [.. Scorer.Features.Likelihoods.Select(l => l.Kind)];

    /// <summary>
    /// d values in the data's units: the c of features on the logarithmic scale asinh(x/c) (<see cref="VaeOptions.LogScale"/>), per unit of which their
    /// density is, and 0 for the others.
    /// </summary>
    public IReadOnlyList<float> LogScales => [.. Scorer.Features.LogScales];

    /// <summary>The number of learned parameters.</summary>
    public int ParameterCount => Scorer.Network.ParameterCount;

    /// <summary>Which trainer made the model.</summary>
    public string Trainer => Metadata.Trainer;

    /// <summary>The scores of rows not trained on, as quantiles: from them a flag rate becomes a threshold.</summary>
    public ScoreQuantiles Quantiles => Metadata.Quantiles;

    /// <summary>A row is flagged when its score lies above this; +∞ for a model without a threshold.</summary>
    public double Threshold => Metadata.Threshold;

    /// <summary>The share of rows like the training data that the present threshold flags; NaN for a model trained without calibration.</summary>
    public double FlagRate => Quantiles.FlagRateAt(Threshold);

    /// <summary>The mean score of the training rows, in nats.</summary>
    public double MeanTrainingScore => Scorer.TermMeans.Total;

    internal ModelContent Content { get; }

    internal Scorer Scorer => Content.Scorer;

    internal ModelMetadata Metadata => Content.Metadata;

    /// <summary>The same model with another threshold.</summary>
    /// <param name="threshold">A score, in nats; +∞ flags only rows that cannot be scored.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is NaN.</exception>
    public VaeModel WithThreshold(double threshold)
    {
        if (double.IsNaN(threshold))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "threshold must be a number; it is NaN.");
        return new VaeModel(Scorer, Metadata with { Threshold = threshold });
    }

    /// <summary>The same model with the threshold that flags this share of rows like the training data, from the stored <see cref="Quantiles"/>.</summary>
    /// <param name="flagRate">The share, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate lies outside (0, 1).</exception>
    /// <exception cref="InvalidOperationException">The model was trained without calibration.</exception>
    public VaeModel WithFlagRate(double flagRate) => WithThreshold(Quantiles.ThresholdFor(flagRate));

    /// <summary>Whether a score is flagged: it lies above the threshold, or is NaN because the row could not be scored.</summary>
    /// <param name="score">A score, in nats.</param>
    public bool IsAnomaly(float score) => !(score <= Threshold);

    /// <summary>Scores a row.</summary>
    /// <param name="row">d values; NaN where missing.</param>
    /// <returns>The score and what it is made of; all NaN and flagged if a value is infinite or nothing is observed.</returns>
    /// <exception cref="ArgumentException">The row has another length.</exception>
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

    /// <summary>Scores many rows at once, allocating nothing after the first call. A row's results have the same bits alone and in any batch.</summary>
    /// <param name="rows">n × d values, row after row; NaN where missing.</param>
    /// <param name="columns">Where results go; an empty span is not computed.</param>
    /// <returns>How many rows could not be scored, because a value is infinite or nothing is observed; their results are NaN.</returns>
    /// <exception cref="ArgumentException">The length is no multiple of d, or a column has another length than n rows need.</exception>
    public int Score(ReadOnlySpan<float> rows, ScoreColumns columns)
    {
        if (rows.Length % FeatureCount != 0)
            throw new ArgumentException($"rows holds {Counted.Format(rows.Length, "value")}, which is no multiple of the model's {FeatureCount} features.", nameof(rows));
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

    /// <summary>The scores of a table's rows, on all processors.</summary>
    /// <param name="data">n × d values.</param>
    /// <returns>n scores, in nats; NaN for rows that cannot be scored.</returns>
    /// <exception cref="ArgumentException">The table has another number of features, or a category other levels.</exception>
    public float[] Scores(VaeData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckFeatures(data);
        float[] scores = new float[data.Count];
        BatchScoring.ForEachBatch(data, null, (first, rows) =>
            Scorer.Score(rows, new ScoreColumns { Score = scores.AsSpan(first, rows.Length / FeatureCount) }));
        return scores;
    }

    /// <summary>Level numbers mean nothing to a model that numbers the levels otherwise; a table need not name them, though.</summary>
    private void CheckFeatures(VaeData data)
    {
        if (data.FeatureCount != FeatureCount)
            throw new ArgumentException($"The data has {Counted.Format(data.FeatureCount, "feature")} where the model has {FeatureCount}.", nameof(data));
        for (int j = 0; j < FeatureCount; j++)
            if (data.Levels[j] is { } levels && !(FeatureLevels[j] ?? []).SequenceEqual(levels))
                throw new ArgumentException(
                    $"Feature '{FeatureNames[j]}' has other levels in the data than in the model, or in another order; number them as the model's FeatureLevels do, with −1 for one that is not among them.",
                    nameof(data));
    }

    private void CheckWidth(ReadOnlySpan<float> row)
    {
        if (row.Length != FeatureCount)
            throw new ArgumentException($"The row has {Counted.Format(row.Length, "value")} where the model has {Counted.Format(FeatureCount, "feature")}.", nameof(row));
    }
}
