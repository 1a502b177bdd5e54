using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Training.Checkpoints;
using VaeMl.Training.Engines;

namespace VaeMl.Training;

/// <summary>Trains the networks of one training, the model's and those of the folds, each from its beginning or from where a checkpoint has it.</summary>
/// <param name="data">The rows.</param>
/// <param name="summary">Their summary.</param>
/// <param name="features">Likelihoods and scaling.</param>
/// <param name="scores">Scores the rows.</param>
/// <param name="from">The model that is trained on, if one is.</param>
/// <param name="kept">Where the trainings are kept, if anywhere.</param>
/// <param name="cancellation">Stops within a batch.</param>
internal sealed class NetworkTrainer(
    VaeData data, DataSummary summary, FeatureTransform features, NetworkScores scores, VaeModel? from, CheckpointStore? kept, CancellationToken cancellation)
{
    // Enough for a median that tells right from wrong.
    private const int RowsWatched = 512;

    /// <summary>The rows at hand, where they are not all.</summary>
    public RowWindow? Window { get; init; }

    /// <summary>Trains a network.</summary>
    /// <param name="engines">What makes the steps.</param>
    /// <param name="training">The rows to train on.</param>
    /// <param name="validation">The rows held out, if any.</param>
    /// <param name="resolved">The options.</param>
    /// <param name="report">Told of every epoch.</param>
    /// <param name="part">The training's number in the checkpoint.</param>
    /// <exception cref="VaeTrainingException">Training diverged, also at smaller step sizes.</exception>
    public TrainedNetwork Train(EngineFactory engines, int[] training, int[] validation, ResolvedOptions resolved, Action<EpochReport> report, int part)
    {
        Func<int[], ITrimming?> trimmingOf = Trimming(resolved, training, validation);
        TableParts? parts = Window is null ? null : new TableParts(Window, trimmingOf);
        ITrimming? trimming = parts is null ? trimmingOf(training) : null;
        using ITrainingEngine engine = engines.Create(new EngineSetup(data, features, InitialParameters(resolved), resolved.Options));
        int[] sample = RowPartition.Sample(parts is null ? training : validation, RowsWatched);
        DivergenceWatch watch = new(InitialParameters(resolved), (network, beta) => scores.MedianObjective(network, sample, beta));
        EpochLoop loop = new(engine, watch, resolved, training, cancellation)
        {
            Cause = () => DivergenceCause.Describe(data, summary, features, resolved.Options),
            Validate = validation.Length == 0 ? null : network => scores.Validate(network, validation, trimming ?? parts?.Trimming),
            Trimming = trimming,
            Parts = parts,
            Report = report,
            Keep = kept is null ? null : state => kept.Keep(part, state),
        };
        if (kept?.Part<LoopState>(part) is { } state)
            Restore(loop, state);
        return loop.Run();
    }

    /// <summary>What a training begins with.</summary>
    public NetworkParameters InitialParameters(ResolvedOptions resolved) =>
        from?.Scorer.Network.Clone() ?? NetworkParameters.Initialize(resolved.ShapeFor(features), (uint)resolved.Options.Seed);

    private void Restore(EpochLoop loop, LoopState state)
    {
        try
        {
            loop.Restore(state);
        }
        catch (ArgumentException e)
        {
            throw kept!.Unfitting(e);
        }
    }

    /// <summary>What leaves rows of given ones out.</summary>
    private Func<int[], ITrimming?> Trimming(ResolvedOptions resolved, int[] training, int[] validation)
    {
        switch (resolved.Options.Trimming)
        {
            case TrimmingKind.None:
                return _ => null;
            case TrimmingKind.LeastLikely:
                return rows => new CoreTrimming(resolved, rows, network => scores.ComparableScores(network, rows));
            case TrimmingKind.Unstructured:
                OutlierComponent outliers = new(data, training, features);
                double[] ofValidation = NegativeLogs(validation);
                return rows => new UnstructuredTrimming(resolved, rows, scores.NegativeElbos, NegativeLogs(rows), ofValidation);

                double[] NegativeLogs(int[] rows) => outliers.NegativeLogs(data, rows, resolved.Options.Threads, cancellation);
            case var other:
                throw new InvalidOperationException($"Unknown trimming {other}.");
        }
    }
}
