using VaeMl.Networks;
using VaeMl.Training.Checkpoints;

namespace VaeMl.Training;

/// <summary>What a training loop yields.</summary>
/// <param name="Network">The best weights by validation, or the last ones without it.</param>
/// <param name="Epochs">Every epoch.</param>
/// <param name="BestEpoch">The epoch, from 1, the weights are of.</param>
/// <param name="StopReason">Why it ended.</param>
/// <param name="Steps">Gradient steps made.</param>
internal sealed record NetworkTraining(VaeNetwork Network, IReadOnlyList<EpochReport> Epochs, int BestEpoch, StopReason StopReason, int Steps);

/// <summary>What held-out rows say of a network.</summary>
/// <param name="Terms">Their mean terms, in nats; null where none could be scored.</param>
/// <param name="Criterion">What the best epoch has the most of: the mean bound, or one that anomalies among the rows do not rule.</param>
internal readonly record struct HeldOutBound(ElboTerms? Terms, double Criterion);

/// <summary>Shuffled epochs without replacement, schedules, trimming, validation and early stopping.</summary>
/// <param name="engine">Makes the steps.</param>
/// <param name="resolved">The options.</param>
/// <param name="training">The rows to train on.</param>
/// <param name="cancellation">Stops within a batch.</param>
internal sealed class TrainingLoop(ITrainingEngine engine, ResolvedOptions resolved, int[] training, CancellationToken cancellation)
{
    // The first steps know too little to tell which rows are unlikely, and scoring all rows must stay cheap beside the steps.
    private const int LeastStepsBetweenTrims = 50;

    // A copy of all parameters and moments must be cheap beside the steps.
    private const int LeastStepsBetweenStates = 50;
    private readonly List<EpochReport> _reports = [];
    private int[]? _active;
    private int _steps;
    private int _lastTrim;
    private int _lastState;
    private BestEpoch? _best;
    private StopReason? _reason;

    /// <summary>The bound on the held-out rows, if there are any.</summary>
    public Func<VaeNetwork, HeldOutBound>? Validate { get; init; }

    /// <summary>Leaves rows out, if any are to be.</summary>
    public ITrimming? Trimming { get; init; }

    /// <summary>Told of every epoch.</summary>
    public Action<EpochReport>? Report { get; init; }

    /// <summary>Takes the state at the ends of epochs, at least 50 steps apart, and at the end of training, if anyone does.</summary>
    public Action<LoopState>? Keep { get; init; }

    /// <summary>Goes on from a state of the same training.</summary>
    /// <exception cref="ArgumentException">It cannot be one.</exception>
    public void Restore(LoopState state)
    {
        int parameters = engine.Snapshot().Arrays.Sum(array => array.Length);
        if (state.Epoch != state.Reports.Length || (state.Best?.Parameters.Length ?? parameters) != parameters || (state.Active ?? []).Except(training).Any())
            throw new ArgumentException("The state does not fit the training.", nameof(state));
        engine.Restore(state.Engine);
        _reports.AddRange(state.Reports);
        (_active, _steps, _lastTrim, _lastState, _best, _reason) = (state.Active, state.Steps, state.LastTrim, state.Steps, state.Best, state.Reason);
    }

    public NetworkTraining Run()
    {
        while (_reason is null)
        {
            Trim();
            EndEpoch(_reports.Count + 1, RunEpoch(_reports.Count + 1));
            if (Keep is not null && (_reason is not null || _steps - _lastState >= LeastStepsBetweenStates))
                Keep(State());
        }
        VaeNetwork network = engine.Snapshot();
        if (_best is not null)
            FlatFloats.Restore(network.Arrays, _best.Parameters);
        return new NetworkTraining(network, _reports, _best?.Epoch ?? _reports.Count, _reason.Value, _steps);
    }

    /// <summary>Validates and reports, and decides whether it was the last epoch.</summary>
    private void EndEpoch(int epoch, ElboTerms train)
    {
        VaeNetwork? network = Validate is null ? null : engine.Snapshot();
        HeldOutBound? validation = network is null ? null : Validate!(network);
        EpochReport report = new(epoch, train, validation?.Terms, resolved.BetaAt(epoch), resolved.LearningRateAt(_steps));
        _reports.Add(report);
        Report?.Invoke(report);
        _reason = epoch == resolved.Epochs ? StopReason.EpochsCompleted : null;
        // While β rises, the objective is not yet the one that is validated.
        if (validation is { Terms: not null } bound && epoch >= resolved.Options.KlWarmupEpochs && bound.Criterion > (_best?.Criterion ?? double.NegativeInfinity))
            _best = new BestEpoch(FlatFloats.Copy([.. network!.Arrays]), epoch, bound.Criterion);
        else if (_best is not null && epoch - _best.Epoch >= resolved.Options.Patience)
            _reason = StopReason.EarlyStopping;
    }

    private LoopState State()
    {
        _lastState = _steps;
        return new LoopState
        {
            Epoch = _reports.Count,
            Steps = _steps,
            LastTrim = _lastTrim,
            Active = _active,
            Reports = [.. _reports],
            Best = _best,
            Reason = _reason,
            Engine = engine.State(),
        };
    }

    private void Trim()
    {
        bool knowsRows = resolved.IsContinued && _steps == 0;
        if (Trimming is null || (_steps - _lastTrim < LeastStepsBetweenTrims && !knowsRows))
            return;
        _lastTrim = _steps;
        _active = Trimming.Keep(engine.Snapshot(), _steps);
    }

    private ElboTerms RunEpoch(int epoch)
    {
        int[] order = [.. _active ?? training];
        new RandomStream((uint)resolved.Options.Seed, RandomPurpose.Shuffle, (uint)epoch).Shuffle(order);
        // As many batches with trimmed rows as without, so that the schedule is the one planned.
        int batches = Math.Min(resolved.BatchesFor(training.Length), order.Length);
        double beta = resolved.BetaAt(epoch);
        double logLikelihood = 0, logPrior = 0, logPosterior = 0;
        for (int batch = 0; batch < batches; batch++)
        {
            cancellation.ThrowIfCancellationRequested();
            int start = (int)((long)batch * order.Length / batches), end = (int)((long)(batch + 1) * order.Length / batches);
            _steps++;
            ElboTerms terms = engine.Step(new TrainingStep(order.AsMemory(start, end - start), _steps, resolved.LearningRateAt(_steps), beta));
            if (!double.IsFinite(terms.Elbo))
                throw new VaeTrainingException(FormattableString.Invariant(
                    $"Training diverged in epoch {epoch}, step {_steps}: the evidence lower bound is no longer a finite number. Lower LearningRate (it is {resolved.Options.LearningRate}), or raise VarianceFloor (it is {resolved.Options.VarianceFloor})."));
            logLikelihood += terms.LogLikelihood;
            logPrior += terms.LogPrior;
            logPosterior += terms.LogPosterior;
        }
        return new ElboTerms(logLikelihood / order.Length, logPrior / order.Length, logPosterior / order.Length);
    }
}
