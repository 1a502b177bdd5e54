using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Training;
using VaeMl.Training.BuiltIn;
using VaeMl.Training.Engines;

namespace VaeMl.Benchmarks.Speed;

/// <summary>Makes training steps, one after another, on batches of a table.</summary>
internal sealed class StepRunner : IDisposable
{
    private readonly ITrainingEngine _engine;
    private readonly int[] _order;
    private readonly int _batch;
    private int _step;

    /// <param name="data">The table.</param>
    /// <param name="options">The network and its training.</param>
    /// <param name="createEngine">Makes what trains; null for the built-in trainer's engine.</param>
    public StepRunner(VaeData data, VaeOptions options, Func<EngineSetup, ITrainingEngine>? createEngine = null)
    {
        ResolvedOptions resolved = new(options, data.Count, data.FeatureCount);
        FeatureTransform features = FeatureTransformFit.Create(data, new DataSummary(data, default), resolved);
        NetworkParameters network = NetworkParameters.Initialize(resolved.ShapeFor(features), 1);
        EngineSetup setup = new(data, features, network, resolved.Options);
        _engine = createEngine is null ? new BuiltInEngine(setup) : createEngine(setup);
        _batch = options.BatchSize;
        _order = [.. Enumerable.Range(0, data.Count)];
        new RandomStream(1, RandomPurpose.Shuffle).Shuffle(_order);
        Operations = 2.0 * _batch * (Products(network.Encoder, network.Encoder[0]) + Products(network.Decoder, null));
    }

    /// <summary>Floating-point operations of a step's matrix products.</summary>
    public double Operations { get; }

    public void Run(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            int start = _step++ * _batch % (_order.Length - _batch + 1);
            _engine.Step(new EngineStep(_order.AsMemory(start, _batch), _step, 1e-3, 1));
        }
    }

    public void Dispose() => _engine.Dispose();

    /// <summary>Forward, backward and gradient products; the first layer's input needs no gradient.</summary>
    private static double Products(IEnumerable<Dense> layers, Dense? first) =>
        layers.Sum(layer => (layer == first ? 2.0 : 3.0) * layer.Inputs * layer.Outputs);
}
