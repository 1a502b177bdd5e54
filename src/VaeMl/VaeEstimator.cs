using Microsoft.ML;
using Microsoft.ML.Runtime;
using VaeMl.Compatibility;
using VaeMl.Fitting;
using VaeMl.Inputs;
using VaeMl.Mapping;
using VaeMl.Persistence;
using VaeMl.Tables;
using VaeMl.Training;

namespace VaeMl;

/// <summary>
/// Trains a variational autoencoder on unlabelled data: one column of features, or several columns of any supported type.
/// See <see cref="VaeTransformsCatalog"/> and <see cref="VaeAnomalyCatalog"/> for examples.
/// </summary>
/// <remarks>
/// Fit reads the features into memory in one pass. They are stored as Single, 4 bytes per value, whether the column is dense or sparse.
/// <see cref="VaeEstimatorOptions.MaxMemory"/> allows for data that does not fit in memory. Row numbers in errors count the rows of that pass,
/// from 0 unless the message says otherwise.
/// With columns of text, keys or dates there is a pass before it, which collects levels and finds the parts of the dates that vary.
/// Every epoch is logged to <c>mlContext.Log</c>.
/// </remarks>
public sealed class VaeEstimator : IEstimator<VaeTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly VaeEstimatorOptions _options;
    private readonly VaeOptions _vae;
    private readonly TrainingCheckpoint? _checkpoint;

    /// <summary>Creates an estimator.</summary>
    /// <param name="environment">An <see cref="MLContext"/>.</param>
    /// <param name="options">The options of training, and the columns to add.</param>
    /// <exception cref="ArgumentException">
    /// Options are outside their ranges, column names are empty or used twice, or an option that shapes the network differs from that of
    /// <see cref="VaeEstimatorOptions.InitialModel"/>; the message lists every violation of
    /// the first check that fails.
    /// </exception>
    public VaeEstimator(IHostEnvironment environment, VaeEstimatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid(nameof(options));
        if (options.MaxMemory < VaeDataBuilder.LeastMemory)
            throw new ArgumentException($"MaxMemory must be at least {VaeDataBuilder.LeastMemory >> 20} MiB, {VaeDataBuilder.LeastMemory} bytes; it is {options.MaxMemory}.", nameof(options));
        _environment = environment;
        _options = options;
        _vae = Effective(options, ContextSeed.Find(environment));
        // The constructor of a trainer checks its options. This finds errors before the data is read.
        _ = new VaeTrainer(_vae);
        if (options.InitialModel is { } model)
            _ = ContinuedOptions.Merged(model, _vae);
        _checkpoint = options.Checkpoint is { } path ? new TrainingCheckpoint(path) : null;
    }

    /// <summary>Trains the model.</summary>
    /// <param name="input">Data with the input columns.</param>
    /// <returns>The transformer with the trained model and its <see cref="VaeTransformer.TrainingReport"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or has an unsupported type; the message says what to do.</exception>
    /// <exception cref="ArgumentException">Two columns have the same name (each vector element counts as a column), or the device is not cpu, cuda or cuda:N.</exception>
    /// <exception cref="VaeDataException">The data cannot be used for training; the message names the column, row and value, and the remedy.</exception>
    /// <exception cref="VaeTrainingException">Training diverged, even at smaller learning rates.</exception>
    /// <exception cref="VaeCheckpointException">
    /// The checkpoint is damaged, is in use by another process, or belongs to a different training run; the message names the process or the difference.
    /// </exception>
    /// <exception cref="IOException">The checkpoint cannot be read or written, or there is no space left for temporary files.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to read or write the checkpoint, or to write to its folder.</exception>
    /// <exception cref="OperationCanceledException">The token in the options was cancelled.</exception>
    /// <exception cref="InvalidOperationException">TorchSharp was requested, but its native library does not load or its device is not available.</exception>
    /// <exception cref="NotSupportedException">The transformer could not be saved with this version of ML.NET.</exception>
    public VaeTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        PersistenceProbe.ThrowIfBroken();
        DataViewInput[] inputs = [.. _options.InputNames.Select(name => DataViewInput.Find(input.Schema, name))];
        using IChannel channel = _environment.Start(nameof(VaeEstimator));
        TrainingLog log = new(channel, _options.Progress);
        IVaeTrainer trainer = TrainerChoice.Create(_options.Trainer, _vae, _options.Device, channel);
        IInputFeatures features = Features(input, inputs, channel);
        VaeData data = TrainingRows.Read(input, features, _options.MaxMemory, channel, _options.CancellationToken);
        VaeTrainingResult training = _options.InitialModel is { } model
            ? trainer.Continue(model, data, _checkpoint, log, _options.CancellationToken)
            : trainer.Train(data, _checkpoint, log, _options.CancellationToken);
        log.Summary(training, _options.PredictedLabelColumnName is not null);
        VaeTransformer transformer = new(_environment, training.Model, _options.Reading(features.Table is not null), features.Form, training.Report);
        _checkpoint?.Delete();
        return transformer;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or has an unsupported type; the message says what to do.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => OutputShape.Build(inputSchema, _options);

    /// <summary>The input columns, as they are or as the initial model expects them.</summary>
    private IInputFeatures Features(IDataView input, DataViewInput[] inputs, IChannel channel)
    {
        bool areFeatures = inputs.Length == 1 && InputColumn.TryCreate(inputs[0].Column) is not null;
        if (_options.InitialModel is not { } model)
            return areFeatures ? InputColumn.TryCreate(inputs[0].Column)! : TableLearning.Table(input, inputs, channel, _options.CancellationToken);
        return areFeatures && model.Schema is null
            ? InputColumn.Find(input.Schema, _options.InputNames[0], model.FeatureCount)
            : InputTable.Find(input.Schema, _options.InputNames, null, model.Schema ?? TableSchema.ForFeatures(model.FeatureNames, model.FeatureLevels));
    }

    private static VaeOptions Effective(VaeEstimatorOptions options, int? contextSeed) => options.Vae with
    {
        // The default value means that the model's is used.
        TrainingData = options.InitialModel is null ? options.TrainingData : options.Vae.TrainingData,
        Seed = options.Seed ?? (options.Vae.Seed != 0 ? options.Vae.Seed : contextSeed ?? 0),
        CalibrationFolds = options.PredictedLabelColumnName is null ? 0 : options.Vae.CalibrationFolds,
    };
}
