using Microsoft.ML;
using Microsoft.ML.Runtime;
using VaeMl.Fitting;
using VaeMl.Inputs;
using VaeMl.Mapping;
using VaeMl.Persistence;
using VaeMl.Tables;
using VaeMl.Training;

namespace VaeMl;

/// <summary>Trains a variational autoencoder on a column of features, or on several columns of all kinds, without labels. See the two catalogs' methods for examples.</summary>
/// <remarks>
/// Fit reads the features into memory in one pass, as Single, 4 bytes a value, dense or sparse; see <see cref="VaeEstimatorOptions.MaxMemory"/> for more of them. Row numbers in errors are those of that pass, from 0.
/// Columns of text, keys and dates take a pass before it, which collects their levels and finds the parts of the dates that vary.
/// Every epoch is logged to <c>mlContext.Log</c>.
/// </remarks>
public sealed class VaeEstimator : IEstimator<VaeTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly VaeEstimatorOptions _options;
    private readonly VaeOptions _vae;
    private readonly TrainingCheckpoint? _checkpoint;

    /// <summary>Makes an estimator.</summary>
    /// <param name="environment">An <see cref="MLContext"/>.</param>
    /// <param name="options">What to train and which columns to add.</param>
    /// <exception cref="ArgumentException">Options lie outside their ranges, or columns' names are empty or given twice; the message names each.</exception>
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
        // Every trainer checks its options when it is made: here, rather than after the data was read.
        _ = new VaeTrainer(_vae);
        if (options.InitialModel is { } model)
            _ = ContinuedOptions.Merged(model, _vae);
        _checkpoint = options.Checkpoint is { } path ? new TrainingCheckpoint(path) : null;
    }

    /// <summary>Trains.</summary>
    /// <param name="input">Data with the input columns.</param>
    /// <returns>The transformer with the trained model and its <see cref="VaeTransformer.TrainingReport"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or of a type that cannot be read; the message says what to do.</exception>
    /// <exception cref="ArgumentException">Two of the columns, vectors taken apart, bear one name.</exception>
    /// <exception cref="VaeDataException">The data cannot be trained on; the message names column, row, value and the remedy.</exception>
    /// <exception cref="VaeTrainingException">The training diverged.</exception>
    /// <exception cref="VaeCheckpointException">The checkpoint is damaged, in use by another training or one of another training; the message says by which process, or what differs.</exception>
    /// <exception cref="IOException">The checkpoint cannot be read or written, or the folder for temporary files takes no more rows.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    /// <exception cref="InvalidOperationException">TorchSharp is asked for and its native library does not load, or its device is not there.</exception>
    /// <exception cref="NotSupportedException">This version of ML.NET could not save the transformer.</exception>
    public VaeTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        PersistenceProbe.ThrowIfBroken();
        TableInput[] inputs = [.. _options.InputNames.Select(name => TableInput.Find(input.Schema, name))];
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
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or of a type that cannot be read; the message says what to do.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => OutputShape.Build(inputSchema, _options);

    /// <summary>The columns as they are, or as the model that is continued has them.</summary>
    private IInputFeatures Features(IDataView input, TableInput[] inputs, IChannel channel)
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
        // Left at its default it is the model's.
        TrainingData = options.InitialModel is null ? options.TrainingData : options.Vae.TrainingData,
        Seed = options.Seed ?? (options.Vae.Seed != 0 ? options.Vae.Seed : contextSeed ?? 0),
        CalibrationFolds = options.PredictedLabelColumnName is null ? 0 : options.Vae.CalibrationFolds,
    };
}
