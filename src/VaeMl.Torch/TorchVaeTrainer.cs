using VaeMl.Contracts;
using VaeMl.Torch.Native;
using VaeMl.Training;
using VaeMl.Training.Engines;

namespace VaeMl.Torch;

/// <summary>Trains with TorchSharp, on the CPU or on a GPU. The objective and the model are the same as those of <see cref="VaeTrainer"/>.</summary>
/// <remarks>
/// <para>
/// The application must reference TorchSharp-cpu, TorchSharp-cuda-linux or TorchSharp-cuda-windows, which contain the native library. A trained model
/// does not need it.
/// </para>
/// <para>
/// On the CPU, the same data, options, seed, machine and number of threads give bit-identical results. Another number of threads changes the order of
/// summation; on a GPU the order may vary from run to run. If <see cref="VaeOptions.Threads"/> is null, small networks train on one thread;
/// otherwise TorchSharp's own setting applies.
/// </para>
/// <para>
/// On the CPU, the built-in trainer trains the models of the folds that calibrate the threshold, in parallel: for many small steps, most of
/// TorchSharp's time would be overhead.
/// </para>
/// </remarks>
public sealed class TorchVaeTrainer : IVaeTrainer
{
    private readonly DeviceName _device;

    /// <summary>Creates a trainer. The native library is not needed until training starts.</summary>
    /// <param name="options">The options of training; null for the defaults.</param>
    /// <param name="device">The device to train on: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
    /// <exception cref="ArgumentException">Options are outside their ranges, or the device is none of these; the message lists every violation.</exception>
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

    /// <summary>The device to train on: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    public string Device => _device.ToString();

    /// <summary>Checks whether TorchSharp's native library loads in this process. This is tried once, and nothing is thrown or printed.</summary>
    /// <param name="reason">Why it does not load (in the loader's own words if the library was found) and what to do; null if it loads.</param>
    public static bool IsAvailable(out string? reason) => (reason = NativeLibraryCheck.Problem) is null;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">TorchSharp's native library does not load, or the device is missing; the message says why and what to do.</exception>
    public VaeTrainingResult Train(VaeData data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        Train(data, null, progress, cancellation);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">TorchSharp's native library does not load, or the device is missing; the message says why and what to do.</exception>
    public VaeTrainingResult Train(VaeData data, TrainingCheckpoint? checkpoint, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Run(new TrainingRequest(Options, data, progress, checkpoint, cancellation));
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">TorchSharp's native library does not load, or the device is missing; the message says why and what to do.</exception>
    public VaeTrainingResult Continue(
        VaeModel model, VaeData data, TrainingCheckpoint? checkpoint = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        return Run(new TrainingRequest(ContinuedOptions.Merged(model, Options), data, progress, checkpoint, cancellation) { From = model });
    }

    /// <summary>Trains a model on rows of features.</summary>
    /// <param name="data">n × d values; NaN marks missing values.</param>
    /// <returns>The model.</returns>
    /// <exception cref="VaeDataException">The data cannot be used for training.</exception>
    /// <exception cref="VaeTrainingException">Training diverged, even at smaller learning rates.</exception>
    /// <exception cref="InvalidOperationException">TorchSharp's native library does not load, or the device is not available.</exception>
    public VaeModel Fit(VaeData data) => Train(data).Model;

    /// <summary>Trains a model on rows of features.</summary>
    /// <param name="rows">n rows of d values each; NaN marks missing values.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ArgumentException">The rows are of unequal length.</exception>
    /// <exception cref="VaeDataException">The data cannot be used for training.</exception>
    /// <exception cref="VaeTrainingException">Training diverged, even at smaller learning rates.</exception>
    /// <exception cref="InvalidOperationException">TorchSharp's native library does not load, or the device is not available.</exception>
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
