using VaeMl.Distributions;
using VaeMl.Scoring;
using VaeMl.Messages;

namespace VaeMl;

public sealed partial class VaeModel
{
    /// <summary>Computes the approximate posterior q(z|x) = N(μ(x), diag σ²(x)) of a row.</summary>
    /// <param name="row">d values; NaN marks a missing one.</param>
    /// <returns>A Gaussian over the q latent variables.</returns>
    /// <exception cref="ArgumentException">The row has a different length, or cannot be scored: a value is infinite or all are missing.</exception>
    public DiagonalGaussian Encode(ReadOnlySpan<float> row)
    {
        CheckWidth(row);
        float[] mean = new float[LatentSize], variance = new float[LatentSize];
        if (Scorer.Score(row, new ScoreColumns { Latent = mean, LatentVariance = variance }) > 0)
            throw new ArgumentException("The row has no posterior: a value in it is infinite, or nothing in it is observed.", nameof(row));
        return new DiagonalGaussian([.. mean.Select(m => (double)m)], [.. variance.Select(v => (double)v)]);
    }

    /// <summary>Reconstructs a row: the decoder's mean at z = μ(x), in the data's units.</summary>
    /// <remarks>
    /// For a category it is the number of the most likely level, and on a grid the nearest grid value. Missing features are imputed from the others.
    /// </remarks>
    /// <param name="row">d values; NaN marks a missing one.</param>
    /// <returns>d values; all NaN if the row cannot be scored.</returns>
    /// <exception cref="ArgumentException">The row has a different length.</exception>
    public float[] Reconstruct(ReadOnlySpan<float> row)
    {
        CheckWidth(row);
        float[] reconstruction = new float[FeatureCount];
        Scorer.Score(row, new ScoreColumns { Reconstruction = reconstruction });
        return reconstruction;
    }

    /// <summary>Decodes a latent vector: the decoder's mean, in the data's units.</summary>
    /// <remarks>For a category it is the number of the most likely level, and on a grid the nearest grid value.</remarks>
    /// <param name="latent">q values.</param>
    /// <returns>d values.</returns>
    /// <exception cref="ArgumentException">The latent vector has a different length.</exception>
    public float[] Decode(ReadOnlySpan<float> latent)
    {
        if (latent.Length != LatentSize)
            throw new ArgumentException($"The latent vector has {Counted.Format(latent.Length, "value")} where the model has {LatentSize}.", nameof(latent));
        return new Generator(Scorer).Means(latent);
    }

    /// <summary>Samples rows from the model: z from the prior N(0, I), then x from p(x|z).</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="seed">The random seed. The same seed gives the same rows.</param>
    /// <returns>count × d values, in the data's units.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public VaeData Sample(int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new Generator(Scorer).Draw(count, seed, FeatureNames, FeatureLevels);
    }

    /// <summary>Computes the mean terms of the evidence lower bound over the rows that can be scored, in nats per row, at the model's fixed samples.</summary>
    /// <remarks>
    /// All rows share the samples. If these are few, the mean carries their sampling error. For a published figure, train with a larger
    /// <see cref="VaeOptions.ScoreSamples"/>.
    /// </remarks>
    /// <param name="data">n × d values.</param>
    /// <returns>log p(x|z) sampled, log p(z) and log q(z|x) in closed form. <see cref="ElboTerms.Elbo"/> is the mean evidence lower bound.</returns>
    /// <exception cref="ArgumentException">The table has a different number of features, a category has different levels, or no row can be scored.</exception>
    public ElboTerms Terms(VaeData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckFeatures(data);
        return MeanElboTerms.Compute(Scorer, data, null)
            ?? throw new ArgumentException("The data has no row that can be scored: each row has an infinite value or only missing values.", nameof(data));
    }
}
