using VaeMl.Networks;
using VaeMl.Training.Engines;

namespace VaeMl.Training.BuiltIn;

/// <summary>
/// The managed training engine. A step has two phases. First, each tile of the mini-batch passes forward and backward on its own. Then each panel of weights sums its
/// gradient over all tiles and is updated. Every number is computed by one thread in a fixed order, so the bits do not depend on the number of threads.
/// </summary>
internal sealed class BuiltInEngine : ITrainingEngine
{
    // With fewer parameters a step is too short for a second thread to help.
    private const int ParametersWorthThreads = 5_000;
    private readonly EngineSetup _setup;
    private readonly StepTapes _tapes;
    private readonly TrainingPass _pass;
    private readonly ParameterUpdate _update;
    private readonly WorkerTeam _team;
    private readonly Action<int> _runTile;
    private readonly Action<int> _applyItem;
    private EngineStep _step;
    private Adam _adam;
    private int _tiles;

    public BuiltInEngine(EngineSetup setup)
    {
        _setup = setup;
        VaeOptions options = setup.Options;
        int tiles = Tile.CountFor(setup.MostRows);
        _tapes = new StepTapes(setup.Parameters, tiles, options.TrainingSamples);
        _pass = new TrainingPass(setup, _tapes);
        _update = new ParameterUpdate(setup, _tapes);
        int useful = setup.Parameters.ParameterCount < ParametersWorthThreads ? 1 : Math.Min(Environment.ProcessorCount, tiles);
        _team = new WorkerTeam(options.Threads ?? useful);
        // The delegates are created once, so that a step allocates nothing.
        _runTile = tile => _pass.Run(tile, _tiles, _step);
        _applyItem = item => _update.Apply(item, _adam, _tiles);
    }

    /// <summary>The memory of an engine in bytes; see <see cref="EngineFactory"/>.</summary>
    public static double Bytes(NetworkShape shape, int rows, int samples) => StepTapes.Bytes(shape, Tile.CountFor(rows), samples);

    public ElboTerms Step(in EngineStep step)
    {
        ElboTerms terms = RunTiles(step);
        _adam = new Adam(step.LearningRate, step.Number);
        _update.Begin(_tiles);
        _team.Run(_update.Items, _applyItem);
        return terms;
    }

    /// <summary>The gradient of the loss −ELBO (β-weighted, averaged over the mini-batch) with respect to every parameter, without an update.</summary>
    public (ElboTerms Terms, NetworkParameters Gradient) Gradient(in EngineStep step)
    {
        ElboTerms terms = RunTiles(step);
        NetworkParameters gradient = NetworkParameters.Create(_setup.Parameters.Shape);
        _update.Begin(_tiles);
        for (int item = 0; item < _update.Items; item++)
            _update.Store(item, gradient, _tiles);
        return (terms, gradient);
    }

    public NetworkParameters Snapshot() => _setup.Parameters.Clone();

    public float[] State(float[]? into = null) => FlatFloats.Copy(StateArrays(), into);

    public void Restore(ReadOnlySpan<float> state) => FlatFloats.Restore(StateArrays(), state);

    public void Dispose() => _team.Dispose();

    private AlignedFloats[] StateArrays() => [.. _setup.Parameters.Arrays, .. _update.Moments.Select(moments => moments.First), .. _update.Moments.Select(moments => moments.Second)];

    private ElboTerms RunTiles(in EngineStep step)
    {
        (_step, _tiles) = (step, Tile.CountFor(step.Rows.Length));
        _team.Run(_tiles, _runTile);
        double logLikelihood = 0, logPrior = 0, logPosterior = 0;
        for (int tile = 0; tile < _tiles; tile++)
        {
            ElboTerms terms = _tapes.Scratch[tile].Terms;
            logLikelihood += terms.LogLikelihood;
            logPrior += terms.LogPrior;
            logPosterior += terms.LogPosterior;
        }
        return new ElboTerms(logLikelihood, logPrior, logPosterior);
    }
}
