using Microsoft.ML.OnnxRuntime;

namespace VaeMl.Benchmarks.Speed.Peers;

/// <summary>A model in ONNX Runtime with rows and results bound beforehand, batch by batch, in memory that both sides of a comparison could use.</summary>
internal sealed class BoundSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly List<OrtIoBinding> _batches = [];
    private readonly List<OrtValue> _values = [];

    /// <param name="model">The file's bytes.</param>
    /// <param name="rows">Rows × features.</param>
    /// <param name="features">How many features.</param>
    /// <param name="latent">Where the latent means go: rows × latent variables.</param>
    /// <param name="elbo">Where the bounds go: one a row.</param>
    /// <param name="batch">Rows in a batch.</param>
    /// <param name="threads">How many threads work on a batch.</param>
    public BoundSession(byte[] model, float[] rows, int features, float[] latent, float[] elbo, int batch, int threads)
    {
        using SessionOptions options = new() { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        _session = new InferenceSession(model, options);
        for (int first = 0; first < elbo.Length; first += batch)
        {
            int count = Math.Min(batch, elbo.Length - first);
            OrtIoBinding binding = _session.CreateIoBinding();
            binding.BindInput("Features", Part(rows, first, count, features));
            binding.BindOutput("Latent", Part(latent, first, count, latent.Length / elbo.Length));
            binding.BindOutput("Elbo", Part(elbo, first, count, 1));
            _batches.Add(binding);
        }
    }

    /// <summary>Scores all rows.</summary>
    /// <param name="callers">How many threads call the runtime, each for batches of its own.</param>
    public void Run(int callers) => Parallel.For(0, callers, caller =>
    {
        for (int i = caller; i < _batches.Count; i += callers)
            _session.RunWithBinding(_options, _batches[i]);
    });

    public void Dispose()
    {
        _batches.ForEach(binding => binding.Dispose());
        _values.ForEach(value => value.Dispose());
        _options.Dispose();
        _session.Dispose();
    }

    private OrtValue Part(float[] values, int first, int count, int width)
    {
        OrtValue part = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, values.AsMemory(first * width, count * width), [count, width]);
        _values.Add(part);
        return part;
    }
}
