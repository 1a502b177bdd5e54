using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Training.Checkpoints;
using VaeMl.Training.Engines;

namespace VaeMl.Training;

/// <summary>Trains the networks of the model and of the folds, each from the beginning or from its state in a checkpoint.</summary>
/// <param name="data">The rows.</param>
/// <param name="summary">Their summary.</param>
/// <param name="features">Likelihoods and scaling.</param>
/// <param name="scores">Scores the rows.</param>
/// <param name="from">The model whose training is continued, if any.</param>
/// <param name="kept">The checkpoint, if any.</param>
/// <param name="cancellation">Stops training, at the latest after the current mini-batch.</param>
internal sealed class NetworkTrainer(
    VaeData data, DataSummary summary, FeatureTransform features, NetworkScores scores, VaeModel? from, CheckpointStore? kept, CancellationToken cancellation)
{
    // Enough for a reliable median.
    private const int RowsWatched = 512;

    /// <summary>The rows in memory, if these are not all rows.</summary>
    public RowWindow? Window { get; init; }

    /// <summary>Trains a network.</summary>
    /// <param name="engines">Creates the engine that makes the steps.</param>
    /// <param name="training">The training rows.</param>
    /// <param name="validation">The held-out rows, if any.</param>
    /// <param name="resolved">The options.</param>
    /// <param name="report">Receives the report of every epoch.</param>
    /// <param name="part">The number of the part in the checkpoint.</param>
    /// <exception cref="VaeTrainingException">Training diverged, even at smaller learning rates.</exception>
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

    /// <summary>The initial parameters: random, or those of the model whose training is continued.</summary>
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

    /// <summary>Creates the trimming for given rows.</summary>
    private Func<int[], ITrimming?> Trimming(ResolvedOptions resolved, int[] training, int[] validation)
    {
        switch (resolved.Options.Trimming)
        {
            case TrimmingKind.None:
                return _ => null;
            case TrimmingKind.LeastLikely:
                return rows => new LeastLikelyTrimming(resolved, rows, network => scores.ComparableScores(network, rows));
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
