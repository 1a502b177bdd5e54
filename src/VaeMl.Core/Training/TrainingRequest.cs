namespace VaeMl.Training;

/// <summary>A request to train a model.</summary>
/// <param name="Options">The options.</param>
/// <param name="Data">The rows.</param>
/// <param name="Progress">Receives progress after every epoch.</param>
/// <param name="Checkpoint">Where the state of training is stored, if anywhere.</param>
/// <param name="Cancellation">Stops training, at the latest after the current mini-batch.</param>
internal sealed record TrainingRequest(
    VaeOptions Options, VaeData Data, IProgress<TrainingProgress>? Progress, TrainingCheckpoint? Checkpoint, CancellationToken Cancellation)
{
    /// <summary>The model whose training is continued; null for a new one.</summary>
    public VaeModel? From { get; init; }
}
