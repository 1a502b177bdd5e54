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
    /// <returns>The model and what happened in its training.</returns>
    /// <exception cref="VaeDataException">The data cannot be trained on; the message names column, row, value and the remedy.</exception>
    /// <exception cref="VaeTrainingException">The training diverged, also at smaller learning rates; the message names the likely cause.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    VaeTrainingResult Train(VaeData data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default);

    /// <summary>Trains on rows of features, and keeps the training while it goes on.</summary>
    /// <param name="data">n × d values; NaN marks a missing one.</param>
    /// <param name="checkpoint">Where it is kept, and from where it goes on if the file is there; null: nowhere. The file stays until it is deleted: save the model first.</param>
    /// <param name="progress">Told of every epoch, on the training thread.</param>
    /// <param name="cancellation">Stops the training within a batch; the checkpoint has the last of the states kept.</param>
    /// <returns>The model and what happened in its training.</returns>
    /// <exception cref="VaeDataException">The data cannot be trained on; the message names column, row, value and the remedy.</exception>
    /// <exception cref="VaeTrainingException">The training diverged, also at smaller learning rates; the message names the likely cause.</exception>
    /// <exception cref="VaeCheckpointException">The checkpoint is damaged, in use by another training or one of another training; the message says by which process, or what differs.</exception>
    /// <exception cref="IOException">The checkpoint cannot be read or written when training begins.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    VaeTrainingResult Train(VaeData data, TrainingCheckpoint? checkpoint, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default);

    /// <summary>Trains a model on, on new rows; threshold and mean terms are calibrated on these.</summary>
    /// <remarks>
    /// <para>
    /// The weights, the features' kinds, units and floors, their names, levels and columns are the model's. Of <see cref="Options"/> those left at their
    /// defaults are the model's as well, but for <see cref="VaeOptions.Epochs"/>, <see cref="VaeOptions.KlWarmupEpochs"/> and <see cref="VaeOptions.CalibrationFolds"/>. Options that shape the network or its features cannot be other than the model's; learning rate, epochs, folds,
    /// flag rate, seed and the like can. With <see cref="VaeOptions.Epochs"/> left null, a tenth of a new training's steps are made, at least 3
    /// epochs, with the last tenth of the learning rate's schedule. The folds that calibrate the threshold continue from the same model.
    /// </para>
    /// <para>
    /// Levels that the model does not know are not learned, and score as unseen. The report warns of them, and of rows of which clearly more lie beyond the
    /// model's threshold than it was to flag. A model of older rows forgets what the new ones lack; to keep it, train on both.
    /// </para>
    /// </remarks>
    /// <param name="model">The model. It stays as it is. Any trainer may have made it.</param>
    /// <param name="data">n × d values of the model's features in its order; NaN marks a missing one. Names may be left out.</param>
    /// <param name="checkpoint">Where the training is kept, and from where it goes on if the file is there; null: nowhere.</param>
    /// <param name="progress">Told of every epoch, on the training thread.</param>
    /// <param name="cancellation">Stops the training within a batch.</param>
    /// <returns>The new model and what happened in its training.</returns>
    /// <exception cref="ArgumentException">An option that shapes the network is other than the model's; the message names each.</exception>
    /// <exception cref="VaeDataException">The rows do not fit the model, or cannot be trained on; the message says what is missing or wrong.</exception>
    /// <exception cref="VaeTrainingException">The training diverged, also at smaller learning rates; the message names the likely cause.</exception>
    /// <exception cref="VaeCheckpointException">The checkpoint is damaged, in use by another training or one of another training; the message says by which process, or what differs.</exception>
    /// <exception cref="IOException">The checkpoint cannot be read or written when training begins.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
#pragma warning disable CA1716 // A keyword of Visual Basic, which takes it in brackets; no other word says it as shortly.
    VaeTrainingResult Continue(
        VaeModel model, VaeData data, TrainingCheckpoint? checkpoint = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default);
#pragma warning restore CA1716
}
