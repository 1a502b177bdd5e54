using VaeMl.Contracts;
using VaeMl.Training;
using VaeMl.Training.BuiltIn;
using VaeMl.Training.Engines;

namespace VaeMl;

/// <summary>The built-in trainer: managed, vectorised code without a native library.</summary>
public sealed class VaeTrainer : IVaeTrainer
{
    /// <summary>Creates a trainer.</summary>
    /// <param name="options">The options, or null for the defaults.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message names each.</exception>
    public VaeTrainer(VaeOptions? options = null)
    {
        Options = options ?? new VaeOptions();
        OptionsCheck.ThrowIfInvalid(Options, nameof(options));
    }

    /// <inheritdoc/>
    public string Name => Engines.Trainer;

    /// <inheritdoc/>
    public VaeOptions Options { get; }

    internal static EngineFactory Engines { get; } = new("BuiltIn", setup => new BuiltInEngine(setup), BuiltInEngine.Bytes);

    /// <inheritdoc/>
    public VaeTrainingResult Train(VaeData data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        Train(data, null, progress, cancellation);

    /// <inheritdoc/>
    public VaeTrainingResult Train(VaeData data, TrainingCheckpoint? checkpoint, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Run(new TrainingRequest(Options, data, progress, checkpoint, cancellation));
    }

    /// <inheritdoc/>
    public VaeTrainingResult Continue(
        VaeModel model, VaeData data, TrainingCheckpoint? checkpoint = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        return Run(new TrainingRequest(ContinuedOptions.Merged(model, Options), data, progress, checkpoint, cancellation) { From = model });
    }

    /// <summary>Trains with any options, without checking them.</summary>
    internal static VaeTrainingResult Run(TrainingRequest request)
    {
        using TrainingRun run = new(Engines, Engines, request);
        return run.Execute();
    }

    /// <summary>Trains a model.</summary>
    /// <param name="data">The training set, n × d values; NaN marks a missing one.</param>
    /// <returns>The model.</returns>
    /// <exception cref="VaeDataException">The data cannot be trained on; the message names column, row, value and the remedy.</exception>
    /// <exception cref="VaeTrainingException">Training diverged, even at smaller learning rates; the message names the likely cause.</exception>
    public VaeModel Fit(VaeData data) => Train(data).Model;

    /// <summary>Trains a model.</summary>
    /// <param name="rows">The training set, n rows of d values; NaN marks a missing one.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ArgumentException">The rows differ in length.</exception>
    /// <exception cref="VaeDataException">The data cannot be trained on; the message names column, row, value and the remedy.</exception>
    /// <exception cref="VaeTrainingException">Training diverged, even at smaller learning rates; the message names the likely cause.</exception>
    public VaeModel Fit(float[][] rows) => Fit(new VaeData(rows));
}
