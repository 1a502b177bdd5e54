namespace VaeMl;

/// <summary>Trains a variational autoencoder. Every trainer maximises the same objective and yields the same kind of model.</summary>
/// <remarks>An implementer checks the data before it trains, observes the token within a batch, returns nothing half-made, and repeats its result for the same data, options and machine.</remarks>
public interface IVaeTrainer
{
    /// <summary>The trainer's name, as reports and model files state it.</summary>
    string Name { get; }

    /// <summary>What is asked of the training.</summary>
    VaeOptions Options { get; }

    /// <summary>Trains on rows of features.</summary>
    /// <param name="data">n × d values; NaN marks a missing one.</param>
    /// <param name="progress">Told of every epoch, on the training thread.</param>
    /// <param name="cancellation">Stops the training within a batch.</param>
    /// <param name="checkpoint">Where the training is kept while it goes on, and from where it goes on if the file is there; null: nowhere. The file stays until it is deleted: save the model first.</param>
    /// <returns>The model and what happened in its training.</returns>
    /// <exception cref="VaeDataException">The data cannot be trained on; the message names column, row, value and the remedy.</exception>
    /// <exception cref="VaeTrainingException">The training diverged.</exception>
    /// <exception cref="VaeCheckpointException">The checkpoint is damaged or belongs to another training; the message says what differs.</exception>
    /// <exception cref="IOException">The checkpoint cannot be read or written when training begins.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    VaeTraining Train(
        VaeData data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default, TrainingCheckpoint? checkpoint = null);
}
