using VaeMl.Networks;

namespace VaeMl.Training;

/// <summary>The result of a training loop.</summary>
/// <param name="Network">The best weights by validation, or the last ones without validation.</param>
/// <param name="Epochs">The reports of all epochs.</param>
/// <param name="BestEpoch">The epoch, from 1, that the weights are from.</param>
/// <param name="StopReason">Why training ended.</param>
/// <param name="Steps">The number of gradient steps, without those that were undone.</param>
/// <param name="Retries">The message for each time that training went back to a good state.</param>
internal sealed record TrainedNetwork(
    NetworkParameters Network, IReadOnlyList<EpochReport> Epochs, int BestEpoch, StopReason StopReason, int Steps, string[] Retries);

/// <summary>The bound of a network on held-out rows.</summary>
/// <param name="Terms">Their mean terms, in nats; null if none could be scored.</param>
/// <param name="Criterion">The value that the best epoch maximises: the mean bound, or one that is robust to anomalies among the rows.</param>
internal readonly record struct HeldOutBound(ElboTerms? Terms, double Criterion);
