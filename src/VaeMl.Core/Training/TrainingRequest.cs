namespace VaeMl.Training;

/// <summary>A training that is asked for.</summary>
/// <param name="Options">What is asked of it.</param>
/// <param name="Data">The rows.</param>
/// <param name="Progress">Told of every epoch.</param>
/// <param name="Checkpoint">Where it is kept meanwhile, if anywhere.</param>
/// <param name="Cancellation">Stops it within a batch.</param>
internal sealed record TrainingRequest(
    VaeOptions Options, VaeData Data, IProgress<TrainingProgress>? Progress, TrainingCheckpoint? Checkpoint, CancellationToken Cancellation)
{
    /// <summary>The model that is trained on; null to begin with a new one.</summary>
    public VaeModel? From { get; init; }
}
