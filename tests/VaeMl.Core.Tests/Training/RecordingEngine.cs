using VaeMl.Networks;
using VaeMl.Training;
using VaeMl.Training.Engines;

namespace VaeMl.Tests.Training;

/// <summary>An engine that learns nothing and takes down what it is given.</summary>
/// <param name="network">Its parameters; by default the least there are.</param>
internal sealed class RecordingEngine(NetworkParameters? network = null) : ITrainingEngine
{
    private readonly NetworkParameters _network = network ?? NetworkParameters.Create(new NetworkShape(1, 1, 1, [], [], ActivationKind.Relu, false, false));

    public List<int[]> Batches { get; } = [];

    /// <summary>The KL term's weight at every step.</summary>
    public List<double> Betas { get; } = [];

    /// <summary>Called at every step.</summary>
    public Action? OnStep { get; init; }

    /// <summary>A watch that finds nothing wrong.</summary>
    public DivergenceWatch Unworried => new(Snapshot(), (_, _) => 0);

    public ElboTerms Step(in EngineStep step)
    {
        Batches.Add(step.Rows.ToArray());
        Betas.Add(step.Beta);
        OnStep?.Invoke();
        return default;
    }

    public NetworkParameters Snapshot() => _network.Clone();

    public float[] State(float[]? into = null) => [];

    public void Restore(ReadOnlySpan<float> state)
    {
    }

    public void Dispose()
    {
    }
}
