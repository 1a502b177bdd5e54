using VaeMl.Distributions;
using VaeMl.Scoring;
using VaeMl.Messages;

namespace VaeMl;

public sealed partial class VaeModel
{
    /// <summary>The posterior q(z|x) = N(μ(x), diag σ²(x)) of a row.</summary>
    /// <param name="row">d values; NaN where missing.</param>
    /// <returns>A Gaussian over q latent variables.</returns>
    /// <exception cref="ArgumentException">The row has another length, or cannot be scored: it is infinite somewhere or wholly missing.</exception>
    public DiagonalGaussian Encode(ReadOnlySpan<float> row)
    {
        CheckWidth(row);
        float[] mean = new float[LatentSize], variance = new float[LatentSize];
        if (Scorer.Score(row, new ScoreColumns { Latent = mean, LatentVariance = variance }) > 0)
            throw new ArgumentException("The row has no posterior: a value in it is infinite, or nothing in it is observed.", nameof(row));
        return new DiagonalGaussian([.. mean.Select(m => (double)m)], [.. variance.Select(v => (double)v)]);
    }

    /// <summary>The decoder's mean at z = μ(x), in the data's units, of a category the likeliest level's number, on a grid its nearest value; a missing feature gets the value the others suggest.</summary>
    /// <param name="row">d values; NaN where missing.</param>
    /// <returns>d values; all NaN if the row cannot be scored.</returns>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    public float[] Reconstruct(ReadOnlySpan<float> row)
    {
        CheckWidth(row);
        float[] reconstruction = new float[FeatureCount];
        Scorer.Score(row, new ScoreColumns { Reconstruction = reconstruction });
        return reconstruction;
    }

    /// <summary>The decoder's mean for a given latent, in the data's units; of a category the likeliest level's number, on a grid its nearest value.</summary>
    /// <param name="latent">q values.</param>
    /// <returns>d values.</returns>
    /// <exception cref="ArgumentException">The latent has another length.</exception>
    public float[] Decode(ReadOnlySpan<float> latent)
    {
        if (latent.Length != LatentSize)
            throw new ArgumentException($"The latent has {Counted.Format(latent.Length, "value")} where the model has {LatentSize}.", nameof(latent));
        return new Generator(Scorer).Means(latent);
    }

    /// <summary>Draws rows from the model: z from the prior N(0, I), then x from p(x|z).</summary>
    /// <param name="count">How many rows.</param>
    /// <param name="seed">The seed; the same one gives the same rows.</param>
    /// <returns>count × d values, in the data's units.</returns>
    public VaeData Sample(int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new Generator(Scorer).Draw(count, seed, FeatureNames, FeatureLevels);
    }

    /// <summary>The mean terms of the evidence lower bound over a table's rows that can be scored, in nats per row, at the model's fixed samples.</summary>
    /// <remarks>All rows share the samples, so with few of them the mean carries their error: for a figure to publish, train with a larger <see cref="VaeOptions.ScoreSamples"/>.</remarks>
    /// <param name="data">n × d values.</param>
    /// <returns>log p(x|z) sampled, log p(z) and log q(z|x) in closed form; their sum is the mean evidence lower bound.</returns>
    /// <exception cref="ArgumentException">The table has another number of features, a category other levels, or no row that can be scored.</exception>
    public ElboTerms Terms(VaeData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckFeatures(data);
        return MeanElboTerms.Compute(Scorer, data, null)
            ?? throw new ArgumentException("The data has no row that can be scored: each is infinite somewhere or wholly missing.", nameof(data));
    }
}
