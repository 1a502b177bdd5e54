using VaeMl.Contracts;
using VaeMl.Torch.Native;
using VaeMl.Training;
using VaeMl.Training.Engines;

namespace VaeMl.Torch;

/// <summary>Trains with TorchSharp, on the processor or on a GPU. The objective and the model are those of <see cref="VaeTrainer"/>.</summary>
/// <remarks>
/// The application references one of the packages TorchSharp-cpu, TorchSharp-cuda-linux and TorchSharp-cuda-windows, which bring the native
/// library; a model needs it no more once it is trained. Same data, options, seed, machine and number of threads give the same bits on the processor.
/// Other numbers of threads sum in another order, and so may a GPU from run to run. <see cref="VaeOptions.Threads"/> left null leaves TorchSharp's own setting.
/// On the processor the models of the folds that calibrate the threshold are made by the built-in trainer, side by side: many small steps are
/// mostly overhead in TorchSharp.
/// </remarks>
public sealed class TorchVaeTrainer : IVaeTrainer
{
    private readonly DeviceName _device;

    /// <summary>Makes a trainer. The native library is first needed when it trains.</summary>
    /// <param name="options">What is asked for, or null for the defaults.</param>
    /// <param name="device">Where it trains: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
    /// <exception cref="ArgumentException">Options lie outside their ranges, or the device is none of these; the message names each.</exception>
    public TorchVaeTrainer(VaeOptions? options = null, string device = "cpu")
    {
        Options = options ?? new VaeOptions();
        OptionsCheck.ThrowIfInvalid(Options, nameof(options));
        _device = DeviceName.Parse(device, nameof(device));
    }

    /// <inheritdoc/>
    public string Name => "TorchSharp";

    /// <inheritdoc/>
    public VaeOptions Options { get; }

    /// <summary>Where it trains: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    public string Device => _device.ToString();

    /// <summary>Whether TorchSharp's native library loads in this process. It is tried once; nothing is thrown or printed.</summary>
    /// <param name="reason">Why it does not load (the loader's own reason where the library is there) and what helps; null if it does.</param>
    public static bool IsAvailable(out string? reason) => (reason = NativeLibraryCheck.Problem) is null;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">TorchSharp's native library does not load, or the device is not there; the message says why and what helps.</exception>
    public VaeTrainingResult Train(VaeData data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        Train(data, null, progress, cancellation);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">TorchSharp's native library does not load, or the device is not there; the message says why and what helps.</exception>
    public VaeTrainingResult Train(VaeData data, TrainingCheckpoint? checkpoint, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Run(new TrainingRequest(Options, data, progress, checkpoint, cancellation));
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">TorchSharp's native library does not load, or the device is not there; the message says why and what helps.</exception>
    public VaeTrainingResult Continue(
        VaeModel model, VaeData data, TrainingCheckpoint? checkpoint = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        return Run(new TrainingRequest(ContinuedOptions.Merged(model, Options), data, progress, checkpoint, cancellation) { From = model });
    }

    /// <summary>Trains on rows of features.</summary>
    /// <param name="data">n × d values; NaN marks a missing one.</param>
    /// <returns>The model.</returns>
    /// <exception cref="VaeDataException">The data cannot be trained on.</exception>
    /// <exception cref="InvalidOperationException">TorchSharp's native library does not load, or the device is not there.</exception>
    public VaeModel Fit(VaeData data) => Train(data).Model;

    /// <summary>Trains on rows of features.</summary>
    /// <param name="rows">n rows of d values each; NaN marks a missing one.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ArgumentException">The rows are of unequal length.</exception>
    /// <exception cref="VaeDataException">The data cannot be trained on.</exception>
    /// <exception cref="InvalidOperationException">TorchSharp's native library does not load, or the device is not there.</exception>
    public VaeModel Fit(float[][] rows) => Fit(new VaeData(rows));

    private VaeTrainingResult Run(TrainingRequest request)
    {
        if (!IsAvailable(out string? reason))
            throw new InvalidOperationException(reason);
        _device.ThrowIfMissing();
        EngineFactory engines = new(Name, setup => new TorchEngine(setup, _device), (shape, rows, samples) => TorchEngine.Bytes(shape, rows, samples, _device));
        using TrainingRun run = new(engines, _device.IsCuda ? engines : VaeTrainer.Engines, request);
        return run.Execute();
    }
}
