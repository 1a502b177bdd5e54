using VaeMl.Messages;
using VaeMl.Networks;
using VaeMl.Training.Checkpoints;
using VaeMl.Training.Engines;

namespace VaeMl.Training;

/// <summary>Shuffled epochs, schedules, trimming, validation and early stopping. If training diverges, it resumes from a good state at a smaller learning rate.</summary>
/// <param name="engine">Makes the steps.</param>
/// <param name="watch">Detects divergence.</param>
/// <param name="resolved">The options.</param>
/// <param name="training">The training rows.</param>
/// <param name="cancellation">Stops training, at the latest after the current mini-batch.</param>
internal sealed class EpochLoop(ITrainingEngine engine, DivergenceWatch watch, ResolvedOptions resolved, int[] training, CancellationToken cancellation)
{
    // After few steps the network cannot tell which rows are unlikely, and scoring all rows must be cheap compared with the steps.
    private const int LeastStepsBetweenTrims = 50;

    // Copying all parameters and moments must be cheap compared with the steps.
    private const int LeastStepsBetweenStates = 50;

    // At a sixty-fourth of the learning rate Adam no longer diverges, if the data allow training at all.
    private const int MostRetries = 3;
    private const double RetryShare = 0.25;
    private int[] _training = training;
    private List<EpochReport> _reports = [];
    private int[]? _active;
    private int _steps;
    private int _lastTrim;
    private string[] _retries = [];
    private LoopState? _good;
    private float[]? _spare;
    private BestEpoch? _best;
    private StopReason? _reason;

    /// <summary>Computes the bound on the held-out rows, if there are any.</summary>
    public Func<NetworkParameters, HeldOutBound>? Validate { get; init; }

    /// <summary>Leaves rows out, if trimming is on.</summary>
    public ITrimming? Trimming { get; init; }

    /// <summary>The parts of a table that is not in memory. Without it every epoch covers all rows.</summary>
    public TableParts? Parts { get; init; }

    public Action<EpochReport>? Report { get; init; }

    /// <summary>Describes the likely cause of a divergence, and what to do.</summary>
    public Func<OptionText> Cause { get; init; } = () => new($"Lower the learning rate.");

    /// <summary>Receives the state at the ends of epochs, at least 50 steps apart, and at the end of training.</summary>
    public Action<LoopState>? Keep { get; init; }

    /// <summary>Resumes from a state of the same training run.</summary>
    /// <exception cref="ArgumentException">The state does not match the training run.</exception>
    public void Restore(LoopState state)
    {
        int parameters = engine.Snapshot().Arrays.Sum(array => array.Length);
        if (state.Epoch != state.Reports.Length || (state.Best?.Parameters.Length ?? parameters) != parameters || (state.Active ?? []).Except(_training).Any())
            throw new ArgumentException("The state does not match the training run.", nameof(state));
        _retries = state.Retries;
        GoTo(state);
    }

    /// <exception cref="VaeTrainingException">Training diverged, even at smaller learning rates.</exception>
    public TrainedNetwork Run()
    {
        _good ??= State();
        while (_reason is null)
        {
            int epoch = _reports.Count + 1;
            BeginEpoch(epoch);
            if (RunEpoch(epoch, out ElboTerms terms) is { } problem)
                Retry(epoch, problem);
            else
                EndEpoch(epoch, terms);
            if (_reason is null && _steps - _good.Steps < LeastStepsBetweenStates)
                continue;
            if (watch.ProblemOf(engine.Snapshot(), _steps, resolved.BetaAt(PassOf(epoch)), isLast: _reason is not null) is { } later)
                Retry(epoch, later);
            else
                KeepState();
        }
        NetworkParameters network = engine.Snapshot();
        if (_best is not null)
            FlatFloats.Restore(network.Arrays, _best.Parameters);
        return new TrainedNetwork(network, _reports, _best?.Epoch ?? _reports.Count, _reason.Value, _steps, _retries);
    }

    private void GoTo(LoopState state)
    {
        engine.Restore(state.Engine);
        _reports = [.. state.Reports];
        (_active, _steps, _lastTrim, _best, _reason, _good) = (state.Active, state.Steps, state.LastTrim, state.Best, state.Reason, state);
        (watch.First, watch.LastCheck) = (state.FirstObjective, state.LastCheck);
    }

    /// <summary>Goes back to the last good state and continues at a smaller learning rate.</summary>
    private void Retry(int epoch, string problem)
    {
        string what = $"Training diverged in epoch {epoch}, step {_steps}: {problem}";
        if (_retries.Length == MostRetries)
            throw VaeTrainingException.WithOptionNames($"{what}. The {MostRetries} earlier attempts, at higher learning rates, diverged too. {Cause()}");
        double rate = resolved.Options.LearningRate * StepShare * RetryShare;
        _retries = [.. _retries, FormattableString.Invariant($"{what}. Training resumed from step {_good!.Steps} at a learning rate of {rate:G3}.")];
        GoTo(_good);
    }

    /// <summary>The number of epochs in one pass over all rows.</summary>
    private int EpochsPerPass => Parts?.Count ?? 1;

    /// <summary>The factor by which retries have reduced the learning rate.</summary>
    private double StepShare => Math.Pow(RetryShare, _retries.Length);

    private void KeepState()
    {
        LoopState state = State();
        // The array of the older state can be reused, unless a checkpoint still has it.
        _spare = Keep is null ? _good?.Engine : null;
        _good = state;
        Keep?.Invoke(state);
    }

    /// <summary>Validates, reports, and decides whether this was the last epoch.</summary>
    private void EndEpoch(int epoch, ElboTerms train)
    {
        NetworkParameters? network = Validate is null ? null : engine.Snapshot();
        HeldOutBound? validation = network is null ? null : Validate!(network);
        EpochReport report = new(epoch, train, validation?.Terms, resolved.BetaAt(PassOf(epoch)), StepShare * resolved.LearningRateAt(_steps));
        _reports.Add(report);
        Report?.Invoke(report);
        _reason = epoch == resolved.Epochs * EpochsPerPass ? StopReason.EpochsCompleted : null;
        // While β rises, the training objective still differs from the validated one.
        if (validation is { Terms: not null } bound && PassOf(epoch) >= resolved.Options.KlWarmupEpochs && bound.Criterion > (_best?.Criterion ?? double.NegativeInfinity))
            _best = new BestEpoch(FlatFloats.Copy([.. network!.Arrays]), epoch, bound.Criterion);
        else if (_best is not null && epoch - _best.Epoch >= resolved.Options.Patience)
            _reason = StopReason.EarlyStopping;
    }

    private LoopState State() => new()
    {
        Epoch = _reports.Count,
        Steps = _steps,
        LastTrim = _lastTrim,
        Active = Parts is null ? _active : null,
        Reports = [.. _reports],
        Best = _best,
        Reason = _reason,
        Retries = _retries,
        FirstObjective = watch.First,
        LastCheck = watch.LastCheck,
        Engine = engine.State(_spare),
    };

    /// <summary>Loads the epoch's rows if not all are in memory, and trims them if trimming is on.</summary>
    private void BeginEpoch(int epoch)
    {
        if (Parts is not null)
            (_training, _active) = (Parts.Fetch(epoch - 1), null);
        ITrimming? trimming = Parts?.Trimming ?? Trimming;
        bool knowsRows = resolved.IsContinued && _steps == 0;
        // Trimming of another part does not apply to this one.
        int since = Parts is null ? _steps - _lastTrim : _steps;
        if (trimming is null || (since < LeastStepsBetweenTrims && !knowsRows))
            return;
        _lastTrim = _steps;
        _active = trimming.Keep(engine.Snapshot(), _steps);
    }

    /// <summary>The number of the pass over all rows that an epoch belongs to, from 1.</summary>
    private int PassOf(int epoch) => (epoch - 1) / EpochsPerPass + 1;

    /// <returns>The problem, or null.</returns>
    private string? RunEpoch(int epoch, out ElboTerms mean)
    {
        mean = default;
        int[] order = [.. _active ?? _training];
        // If the scores are not finite, trimming leaves no rows.
        if (order.Length == 0)
            return "no row has a likelihood that is a finite number";
        new RandomStream((uint)resolved.Options.Seed, RandomPurpose.Shuffle, (uint)epoch).Shuffle(order);
        // As many mini-batches as without trimming, so that the schedule stays as planned.
        int batches = Math.Min(resolved.BatchesFor(_training.Length), order.Length);
        double beta = resolved.BetaAt(PassOf(epoch));
        double logLikelihood = 0, logPrior = 0, logPosterior = 0;
        for (int batch = 0; batch < batches; batch++)
        {
            cancellation.ThrowIfCancellationRequested();
            int start = (int)((long)batch * order.Length / batches), end = (int)((long)(batch + 1) * order.Length / batches);
            _steps++;
            ElboTerms terms = engine.Step(new EngineStep(order.AsMemory(start, end - start), _steps, StepShare * resolved.LearningRateAt(_steps), beta));
            if (watch.Problem(terms, end - start, _steps, beta, engine.Snapshot) is { } problem)
                return problem;
            logLikelihood += terms.LogLikelihood;
            logPrior += terms.LogPrior;
            logPosterior += terms.LogPosterior;
        }
        mean = new ElboTerms(logLikelihood / order.Length, logPrior / order.Length, logPosterior / order.Length);
        return null;
    }
}
