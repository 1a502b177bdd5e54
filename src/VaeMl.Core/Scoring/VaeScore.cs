namespace VaeMl;

/// <summary>The score of a row.</summary>
/// <param name="Elbo">
/// The evidence lower bound of the observed features, in nats; higher is more normal. With <see cref="ScoreKind.ImportanceWeighted"/> it is the
/// importance-weighted bound. NaN for a row that cannot be scored (a value is ±∞, or all are missing).
/// </param>
/// <param name="Score">
/// The score chosen by <see cref="VaeOptions.Score"/>, by default −<paramref name="Elbo"/>, plus, for each missing feature, its mean term over the training set.
/// In nats; higher is more anomalous.
/// </param>
/// <param name="IsAnomaly">Whether the score is above the model's threshold; true for a row that cannot be scored.</param>
/// <param name="Contributions">d values: each feature's term minus its mean over the training set, in nats; 0 for a missing feature.</param>
/// <param name="LatentContribution">The latent term minus its mean over the training set, in nats.</param>
/// <param name="Latent">q values: the posterior mean μ(x).</param>
/// <remarks>Σ <paramref name="Contributions"/> + <paramref name="LatentContribution"/> + <see cref="VaeModel.MeanTrainingScore"/> = <paramref name="Score"/>.</remarks>
public sealed record VaeScore(
    float Elbo, float Score, bool IsAnomaly, IReadOnlyList<float> Contributions, float LatentContribution, IReadOnlyList<float> Latent);
