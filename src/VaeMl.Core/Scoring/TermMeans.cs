namespace VaeMl.Scoring;

/// <summary>The means of the features' terms and of the latent term over the training set, in nats.</summary>
/// <param name="Features">d means, each over the rows in which the feature is observed.</param>
/// <param name="Latent">The latent term's mean.</param>
internal sealed record TermMeans(float[] Features, float Latent)
{
    public static TermMeans Zero(int features) => new(new float[features], 0);

    /// <summary>The mean score over the training set: Σ of all means, in nats.</summary>
    public double Total => Features.Sum(mean => (double)mean) + Latent;
}
