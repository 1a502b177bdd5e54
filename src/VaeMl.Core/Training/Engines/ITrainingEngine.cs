using VaeMl.Networks;

namespace VaeMl.Training.Engines;

/// <summary>Makes gradient steps on a network. All that surrounds the steps (checks, order of rows, schedules, stopping, calibration) is common to all trainers.</summary>
internal interface ITrainingEngine : IDisposable
{
    /// <summary>One step of Adam on a batch.</summary>
    /// <param name="step">The batch and what holds for this step.</param>
    /// <returns>The objective's terms before the step, summed over the batch's rows, in nats.</returns>
    ElboTerms Step(in EngineStep step);

    /// <summary>A copy of the present parameters.</summary>
    NetworkParameters Snapshot();

    /// <summary>A copy of all that steps change: the parameters, then Adam's first and second moments, laid out as the engine likes.</summary>
    /// <param name="into">An array of an earlier state to write over, or null for a new one.</param>
    float[] State(float[]? into = null);

    /// <summary>Goes back to a state of an engine of the same task.</summary>
    /// <param name="state">What <see cref="State"/> returned.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    void Restore(ReadOnlySpan<float> state);
}

/// <summary>One training step.</summary>
/// <param name="Rows">The batch: row numbers of the data.</param>
/// <param name="Number">The step's number, from 1: Adam's time and the noise's key.</param>
/// <param name="LearningRate">Adam's step size.</param>
/// <param name="Beta">The KL term's weight.</param>
internal readonly record struct EngineStep(ReadOnlyMemory<int> Rows, int Number, double LearningRate, double Beta);

/// <summary>What an engine trains on and how.</summary>
/// <param name="Data">All rows.</param>
/// <param name="Features">Likelihoods and scaling.</param>
/// <param name="Parameters">The parameters that training moves: to start with the initial ones. They are the engine's from then on.</param>
/// <param name="Options">The options; none that concerns the model is null.</param>
internal sealed record EngineSetup(VaeData Data, Likelihoods.FeatureTransform Features, NetworkParameters Parameters, VaeOptions Options)
{
    /// <summary>The most rows that a step can have.</summary>
    public int MostRows => Math.Min(Options.BatchSize, Data.Count);
}

/// <summary>How engines are made, and by which trainer.</summary>
/// <param name="Trainer">The trainer's name, as reports and model files state it.</param>
/// <param name="Create">Makes an engine.</param>
/// <param name="Bytes">The memory that an engine takes for a network, the most rows of a step and the latent samples of each.</param>
internal sealed record EngineFactory(string Trainer, Func<EngineSetup, ITrainingEngine> Create, Func<NetworkShape, int, int, double> Bytes);
