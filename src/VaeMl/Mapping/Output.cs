namespace VaeMl;

/// <summary>What an added column holds.</summary>
internal enum Output
{
    Latent,
    LatentVariance,
    Elbo,
    Score,
    PredictedLabel,
    Contributions,
    Reconstruction,
}
