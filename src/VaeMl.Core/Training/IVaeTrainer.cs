namespace VaeMl;

/// <summary>Trains a variational autoencoder. All trainers maximise the same objective and return the same kind of model.</summary>
/// <remarks>
/// Implementations check the data before training and observe the cancellation token after every mini-batch. They never return a partial result, and give the same
/// result for the same data, options and machine, except on a GPU.
/// </remarks>
public interface IVaeTrainer
{
    /// <summary>The trainer's name, as used in reports and model files.</summary>
    string Name { get; }

    /// <summary>The training options.</summary>
    VaeOptions Options { get; }

    /// <summary>Trains a model.</summary>
    /// <param name="data">The training set, n × d values; NaN marks a missing one.</param>
    /// <param name="progress">Receives a report after every epoch, on the training thread, and during calibration, on any thread. Calls never overlap.</param>
    /// <param name="cancellation">Stops training, at the latest after the current mini-batch.</param>
    /// <returns>The model and a report of its training.</returns>
    /// <exception cref="VaeDataException">The data cannot be trained on; the message names column, row, value and the remedy.</exception>
    /// <exception cref="VaeTrainingException">Training diverged, even at smaller learning rates; the message names the likely cause.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    VaeTrainingResult Train(VaeData data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default);

    /// <summary>Trains a model and stores the state of training in a checkpoint while it runs.</summary>
    /// <param name="data">The training set, n × d values; NaN marks a missing one.</param>
    /// <param name="checkpoint">
    /// The checkpoint. If its file exists, training resumes from it. The file is kept until it is deleted: save the model first. Null: no checkpoint.
    /// </param>
    /// <param name="progress">Receives a report after every epoch, on the training thread, and during calibration, on any thread. Calls never overlap.</param>
    /// <param name="cancellation">Stops training, at the latest after the current mini-batch. The checkpoint then has the last state that was stored.</param>
    /// <returns>The model and a report of its training.</returns>
    /// <exception cref="VaeDataException">The data cannot be trained on; the message names column, row, value and the remedy.</exception>
    /// <exception cref="VaeTrainingException">Training diverged, even at smaller learning rates; the message names the likely cause.</exception>
    /// <exception cref="VaeCheckpointException">
    /// The checkpoint is damaged, in use by another training run, or belongs to a different one; the message names the process or what differs.
    /// </exception>
    /// <exception cref="IOException">The checkpoint cannot be read or written when training starts.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to read or write the checkpoint, or to write to its folder.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    VaeTrainingResult Train(VaeData data, TrainingCheckpoint? checkpoint, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default);

    /// <summary>Continues a model's training on new rows, and calibrates the threshold and the mean terms on them.</summary>
    /// <remarks>
    /// <para>
    /// Training starts from the model's weights. Columns, levels, and the features' names, likelihoods, scaling and variance floors stay the model's. Options
    /// left at their defaults are taken from the model, except <see cref="VaeOptions.Epochs"/>, <see cref="VaeOptions.KlWarmupEpochs"/>,
    /// <see cref="VaeOptions.CalibrationFolds"/> and <see cref="VaeOptions.Threads"/>. Options that shape the network or its features must equal the
    /// model's. Others can differ, such as learning rate, epochs, number of folds, flag rate and seed.
    /// </para>
    /// <para>
    /// If <see cref="VaeOptions.Epochs"/> is null, training makes a tenth of the steps of a new training run, at least 3 epochs, with the last tenth of the
    /// learning-rate schedule. The calibration folds continue from the same model.
    /// </para>
    /// <para>
    /// Levels that the model does not know are not learned; they are scored as unseen. The report warns of them. It also warns if the model's threshold
    /// flags clearly more of the new rows than its flag rate says. The new model forgets older rows that are unlike the new ones. To keep them, train
    /// on both.
    /// </para>
    /// </remarks>
    /// <param name="model">The model, from any trainer. It is not changed.</param>
    /// <param name="data">n × d values of the model's features, in the model's order; NaN marks a missing one. Names may be omitted.</param>
    /// <param name="checkpoint">The checkpoint. If its file exists, training resumes from it. Null: no checkpoint.</param>
    /// <param name="progress">Receives a report after every epoch, on the training thread, and during calibration, on any thread. Calls never overlap.</param>
    /// <param name="cancellation">Stops training, at the latest after the current mini-batch.</param>
    /// <returns>The new model and a report of its training.</returns>
    /// <exception cref="ArgumentException">An option that shapes the network differs from the model's; the message names each.</exception>
    /// <exception cref="VaeDataException">The rows do not match the model or cannot be trained on; the message says what is missing or wrong.</exception>
    /// <exception cref="VaeTrainingException">Training diverged, even at smaller learning rates; the message names the likely cause.</exception>
    /// <exception cref="VaeCheckpointException">
    /// The checkpoint is damaged, in use by another training run, or belongs to a different one; the message names the process or what differs.
    /// </exception>
    /// <exception cref="IOException">The checkpoint cannot be read or written when training starts.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to read or write the checkpoint, or to write to its folder.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
#pragma warning disable CA1716 // A keyword in Visual Basic, where it can be escaped with brackets; no other name is as short.
    VaeTrainingResult Continue(
        VaeModel model, VaeData data, TrainingCheckpoint? checkpoint = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default);
#pragma warning restore CA1716
}
