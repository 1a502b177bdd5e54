namespace VaeMl;

/// <summary>A row's score.</summary>
/// <param name="Elbo">The evidence lower bound of the observed features, in nats of the data as given; higher is more usual. NaN for a row that cannot be scored (±∞ in it, or nothing observed).</param>
/// <param name="Score">−<paramref name="Elbo"/> plus, for each missing feature, its mean training term; higher is more anomalous.</param>
/// <param name="IsAnomaly">Whether the score lies above the model's threshold; true for a row that cannot be scored.</param>
/// <param name="Contributions">d values: each feature's term minus its mean over the training rows, in nats; 0 for a missing feature.</param>
/// <param name="LatentContribution">The latent term minus its mean over the training rows, in nats.</param>
/// <param name="Latent">q values: the latent mean μ(x).</param>
/// <remarks>Σ <paramref name="Contributions"/> + <paramref name="LatentContribution"/> + <see cref="VaeModel.MeanTrainingScore"/> = <paramref name="Score"/>.</remarks>
public sealed record VaeScore(
    float Elbo, float Score, bool IsAnomaly, IReadOnlyList<float> Contributions, float LatentContribution, IReadOnlyList<float> Latent);
