namespace VaeMl;

/// <summary>What a <see cref="VaeEstimator"/> trains, with what, and which columns its transformer adds.</summary>
public abstract record VaeEstimatorOptions : VaeColumns
{
    private protected VaeEstimatorOptions()
    {
    }

    /// <summary>
    /// What the training rows are; it chooses the recipe, and is used in place of <see cref="VaeOptions.TrainingData"/> in <see cref="Vae"/>.
    /// </summary>
    public TrainingData TrainingData { get; init; }

    /// <summary>
    /// The model and its training. Without a PredictedLabel column nothing needs a threshold, and it is not calibrated by cross-fitting.
    /// </summary>
    /// <value>The defaults of <see cref="VaeOptions"/>.</value>
    public VaeOptions Vae { get; init; } = new();

    /// <summary>
    /// A model whose training is continued on Fit's rows, see <see cref="IVaeTrainer.Continue"/>: such as a transformer's <see cref="VaeTransformer.Model"/>, or one
    /// that was loaded. The input columns must be the model's. <see cref="TrainingData"/> and what <see cref="Vae"/> leaves at its default are the model's.
    /// </summary>
    /// <value>Null: a new model is trained.</value>
    public VaeModel? InitialModel { get; init; }

    /// <summary>The seed of everything random in training.</summary>
    /// <value>Null: that of <see cref="Vae"/> if it is not 0, otherwise the one given to MLContext, otherwise 0.</value>
    public int? Seed { get; init; }

    /// <summary>Who trains.</summary>
    /// <value><see cref="VaeTrainerKind.Auto"/>.</value>
    public VaeTrainerKind Trainer { get; init; } = VaeTrainerKind.Auto;

    /// <summary>Where TorchSharp trains: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    /// <value><c>cpu</c>.</value>
    public string Device { get; init; } = "cpu";

    /// <summary>
    /// Told how far Fit is, for a progress bar: of every epoch, on Fit's thread, and then of the threshold's calibration, on any thread; one call at
    /// a time.
    /// </summary>
    /// <value>Null: nobody. Epochs are logged to <c>mlContext.Log</c> in any case.</value>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>
    /// A file in which Fit keeps the training while it goes on: if Fit is cancelled or the process killed, the next Fit of the same data and options goes on from
    /// there, see <see cref="TrainingCheckpoint"/>. Fit removes it when it is done, so that a kill before the pipeline is saved costs the training.
    /// </summary>
    /// <remarks>Where there is no seed, in these options or MLContext, it is 0, and a training goes on as well. Two estimators need two files.</remarks>
    /// <value>Null: none.</value>
    public string? Checkpoint { get; init; }

    /// <summary>
    /// The bytes that Fit may take, beside some 100 MiB of the runtime and whatever the view takes itself, at least 16 MiB. Rows beyond a quarter of it go to a
    /// temporary file, of 4 bytes a value, and are trained on part by part: an epoch then goes over one part, and there are as many more of them.
    /// </summary>
    /// <value>Null: all rows are read into memory.</value>
    public long? MaxMemory { get; init; }

    /// <summary>Stops Fit, within a batch, by an <see cref="OperationCanceledException"/>.</summary>
    /// <value>None.</value>
    public CancellationToken CancellationToken { get; init; }
}
