namespace VaeMl.Scoring;

/// <summary>What a feature's term and the latent term are on average over the training rows, in nats.</summary>
/// <param name="Features">d means over the rows in which the feature is observed.</param>
/// <param name="Latent">The latent term's mean.</param>
internal sealed record TermMeans(float[] Features, float Latent)
{
    public static TermMeans Zero(int features) => new(new float[features], 0);

    /// <summary>The mean training score: Σ of all means, in nats.</summary>
    public double Total => Features.Sum(mean => (double)mean) + Latent;
}
