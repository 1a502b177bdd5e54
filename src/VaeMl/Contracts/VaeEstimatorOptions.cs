namespace VaeMl;

/// <summary>Options of a <see cref="VaeEstimator"/>: the model, the trainer and the columns that its transformer adds.</summary>
public abstract record VaeEstimatorOptions : VaeColumns
{
    private protected VaeEstimatorOptions()
    {
    }

    /// <summary>
    /// Whether the training set may contain anomalies. It decides the defaults of training, and replaces <see cref="VaeOptions.TrainingData"/> in
    /// <see cref="Vae"/>.
    /// </summary>
    public TrainingData TrainingData { get; init; }

    /// <summary>
    /// The options of the model and its training. Without a PredictedLabel column no threshold is needed, so no folds are trained to calibrate it.
    /// </summary>
    /// <value>The defaults of <see cref="VaeOptions"/>.</value>
    public VaeOptions Vae { get; init; } = new();

    /// <summary>
    /// A model to continue training on Fit's rows, such as a transformer's <see cref="VaeTransformer.Model"/> or a loaded one; see
    /// <see cref="IVaeTrainer.Continue"/>. The input columns must be those of the model. <see cref="TrainingData"/>, and every option that <see cref="Vae"/>
    /// leaves at its default, is taken from the model.
    /// </summary>
    /// <value>Null: a new model is trained.</value>
    public VaeModel? InitialModel { get; init; }

    /// <summary>The random seed of training.</summary>
    /// <value>Null: the seed in <see cref="Vae"/> if it is not 0, otherwise the seed of MLContext, otherwise 0.</value>
    public int? Seed { get; init; }

    /// <summary>Which trainer is used.</summary>
    /// <value><see cref="VaeTrainerKind.Auto"/>.</value>
    public VaeTrainerKind Trainer { get; init; } = VaeTrainerKind.Auto;

    /// <summary>Where TorchSharp trains: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    /// <value><c>cpu</c>.</value>
    public string Device { get; init; } = "cpu";

    /// <summary>
    /// Receives the progress of Fit, such as for a progress bar: after every epoch, on Fit's thread, and then during calibration of the threshold, on any
    /// thread. Calls never overlap.
    /// </summary>
    /// <value>Null: no reports. Epochs are logged to <c>mlContext.Log</c> in any case.</value>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>
    /// A checkpoint file, which Fit updates during training. If Fit is cancelled or the process is killed, the next Fit with the same data and options
    /// resumes from it; see <see cref="TrainingCheckpoint"/>. Fit deletes the file when training is done. If the process is killed after that, and before
    /// the pipeline is saved, the result of training is lost.
    /// </summary>
    /// <remarks>Resuming needs no explicit seed: without one, here or in MLContext, the seed is 0. Two estimators need two files.</remarks>
    /// <value>Null: none.</value>
    public string? Checkpoint { get; init; }

    /// <summary>
    /// The memory limit of Fit in bytes, at least 16 MiB. It does not count about 70 to 150 MiB for the runtime, nor what the data view itself uses. Rows that
    /// exceed a quarter of the limit go to a temporary file, at 4 bytes per value. Training then uses one part of the rows at a time: each epoch covers
    /// one part, and the number of epochs grows accordingly.
    /// </summary>
    /// <value>Null: all rows are read into memory.</value>
    public long? MaxMemory { get; init; }

    /// <summary>Cancels Fit, at the latest after the current mini-batch, with an <see cref="OperationCanceledException"/>.</summary>
    /// <value>None.</value>
    public CancellationToken CancellationToken { get; init; }
}
