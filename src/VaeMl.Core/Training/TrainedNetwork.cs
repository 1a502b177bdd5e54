using VaeMl.Networks;

namespace VaeMl.Training;

/// <summary>What a training loop yields.</summary>
/// <param name="Network">The best weights by validation, or the last ones without it.</param>
/// <param name="Epochs">Every epoch.</param>
/// <param name="BestEpoch">The epoch, from 1, the weights are of.</param>
/// <param name="StopReason">Why it ended.</param>
/// <param name="Steps">Gradient steps made, without those taken back.</param>
/// <param name="Retries">A sentence for each time that training went back to a good state.</param>
internal sealed record TrainedNetwork(
    NetworkParameters Network, IReadOnlyList<EpochReport> Epochs, int BestEpoch, StopReason StopReason, int Steps, string[] Retries);

/// <summary>What held-out rows say of a network.</summary>
/// <param name="Terms">Their mean terms, in nats; null where none could be scored.</param>
/// <param name="Criterion">What the best epoch has the most of: the mean bound, or one that anomalies among the rows do not rule.</param>
internal readonly record struct HeldOutBound(ElboTerms? Terms, double Criterion);
