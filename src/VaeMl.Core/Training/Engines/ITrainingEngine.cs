using VaeMl.Networks;

namespace VaeMl.Training.Engines;

/// <summary>Makes gradient steps on a network. Everything else (checks, order of rows, schedules, early stopping, calibration) is common to all trainers.</summary>
internal interface ITrainingEngine : IDisposable
{
    /// <summary>Makes one Adam step on a mini-batch.</summary>
    /// <param name="step">The mini-batch and the settings of the step.</param>
    /// <returns>The objective's terms before the step, summed over the mini-batch, in nats.</returns>
    ElboTerms Step(in EngineStep step);

    /// <summary>A copy of the current parameters.</summary>
    NetworkParameters Snapshot();

    /// <summary>A copy of everything that steps change: the parameters, then Adam's first and second moments, in the engine's own layout.</summary>
    /// <param name="into">An array of an earlier state to overwrite, or null for a new one.</param>
    float[] State(float[]? into = null);

    /// <summary>Restores a state of an engine with the same setup.</summary>
    /// <param name="state">What <see cref="State"/> returned.</param>
    /// <exception cref="ArgumentException">The state has a different length.</exception>
    void Restore(ReadOnlySpan<float> state);
}

/// <summary>One training step.</summary>
/// <param name="Rows">The mini-batch, as row numbers of the data.</param>
/// <param name="Number">The step's number, from 1. Adam and the noise depend on it.</param>
/// <param name="LearningRate">Adam's learning rate.</param>
/// <param name="Beta">The weight of the KL term.</param>
internal readonly record struct EngineStep(ReadOnlyMemory<int> Rows, int Number, double LearningRate, double Beta);

/// <summary>What an engine trains on and how.</summary>
/// <param name="Data">All rows.</param>
/// <param name="Features">Likelihoods and scaling.</param>
/// <param name="Parameters">The parameters that are trained, starting with their initial values. From then on the engine owns them.</param>
/// <param name="Options">The options. None that concerns the model is null.</param>
internal sealed record EngineSetup(VaeData Data, Likelihoods.FeatureTransform Features, NetworkParameters Parameters, VaeOptions Options)
{
    /// <summary>The largest number of rows in a step.</summary>
    public int MostRows => Math.Min(Options.BatchSize, Data.Count);
}

/// <summary>Creates the engines of a trainer.</summary>
/// <param name="Trainer">The trainer's name, as used in reports and model files.</param>
/// <param name="Create">Creates an engine.</param>
/// <param name="Bytes">The memory of an engine in bytes, for a network, the largest number of rows in a step and the number of latent samples per row.</param>
internal sealed record EngineFactory(string Trainer, Func<EngineSetup, ITrainingEngine> Create, Func<NetworkShape, int, int, double> Bytes);
