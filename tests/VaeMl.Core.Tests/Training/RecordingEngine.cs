using VaeMl.Networks;
using VaeMl.Training;
using VaeMl.Training.Engines;

namespace VaeMl.Tests.Training;

/// <summary>An engine that learns nothing and takes down the batches it is given.</summary>
internal sealed class RecordingEngine : ITrainingEngine
{
    public List<int[]> Batches { get; } = [];

    /// <summary>A watch that finds nothing wrong.</summary>
    public DivergenceWatch Unworried => new(Snapshot(), (_, _) => 0);

    public ElboTerms Step(in EngineStep step)
    {
        Batches.Add(step.Rows.ToArray());
        return default;
    }

    public NetworkParameters Snapshot() =>
        NetworkParameters.Create(new NetworkShape(1, 1, 1, [], [], ActivationKind.Relu, false, false));

    public float[] State(float[]? into = null) => [];

    public void Restore(ReadOnlySpan<float> state)
    {
    }

    public void Dispose()
    {
    }
}
