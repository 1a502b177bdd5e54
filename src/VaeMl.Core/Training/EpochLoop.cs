using VaeMl.Networks;
using VaeMl.Training.Checkpoints;
using VaeMl.Training.Engines;

namespace VaeMl.Training;

/// <summary>Shuffled epochs without replacement, schedules, trimming, validation and early stopping; a training that diverges goes back, and on at a smaller step size.</summary>
/// <param name="engine">Makes the steps.</param>
/// <param name="watch">Tells when the numbers go wrong.</param>
/// <param name="resolved">The options.</param>
/// <param name="training">The rows to train on.</param>
/// <param name="cancellation">Stops within a batch.</param>
internal sealed class EpochLoop(ITrainingEngine engine, DivergenceWatch watch, ResolvedOptions resolved, int[] training, CancellationToken cancellation)
{
    // The first steps know too little to tell which rows are unlikely, and scoring all rows must stay cheap beside the steps.
    private const int LeastStepsBetweenTrims = 50;

    // A copy of all parameters and moments must be cheap beside the steps.
    private const int LeastStepsBetweenStates = 50;

    // At a sixty-fourth of the step size Adam diverges no more where the data allow it at all.
    private const int MostRetries = 3;
    private const double RetryShare = 0.25;
    private readonly List<EpochReport> _reports = [];
    private int[] _training = training;
    private int[]? _active;
    private int _steps;
    private int _lastTrim;
    private string[] _retries = [];
    private LoopState? _good;
    private float[]? _spare;
    private BestEpoch? _best;
    private StopReason? _reason;

    /// <summary>The bound on the held-out rows, if there are any.</summary>
    public Func<NetworkParameters, HeldOutBound>? Validate { get; init; }

    /// <summary>Leaves rows out, if any are to be.</summary>
    public ITrimming? Trimming { get; init; }

    /// <summary>The parts of a table of which not all rows are at hand; without them every epoch goes over all rows.</summary>
    public TableParts? Parts { get; init; }

    /// <summary>Told of every epoch.</summary>
    public Action<EpochReport>? Report { get; init; }

    /// <summary>Says what may be the cause of a divergence, and what to do.</summary>
    public Func<string>? Cause { get; init; }

    /// <summary>Takes the state at the ends of epochs, at least 50 steps apart, and at the end of training, if anyone does.</summary>
    public Action<LoopState>? Keep { get; init; }

    /// <summary>Goes on from a state of the same training.</summary>
    /// <exception cref="ArgumentException">It cannot be one.</exception>
    public void Restore(LoopState state)
    {
        int parameters = engine.Snapshot().Arrays.Sum(array => array.Length);
        if (state.Epoch != state.Reports.Length || (state.Best?.Parameters.Length ?? parameters) != parameters || (state.Active ?? []).Except(_training).Any())
            throw new ArgumentException("The state does not fit the training.", nameof(state));
        _retries = state.Retries;
        GoTo(state);
    }

    /// <exception cref="VaeTrainingException">Training diverged, also at smaller step sizes.</exception>
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
        _reports.Clear();
        _reports.AddRange(state.Reports);
        (_active, _steps, _lastTrim, _best, _reason, _good) = (state.Active, state.Steps, state.LastTrim, state.Best, state.Reason, state);
        (watch.First, watch.LastCheck) = (state.FirstObjective, state.LastCheck);
    }

    /// <summary>Goes back to the last good state, and on from there at a smaller step size.</summary>
    private void Retry(int epoch, string problem)
    {
        string what = $"Training diverged in epoch {epoch}, step {_steps}: {problem}";
        if (_retries.Length == MostRetries)
            throw new VaeTrainingException($"{what}, and so it did the {MostRetries} times before, at higher learning rates. {Cause?.Invoke()}".TrimEnd());
        double rate = resolved.Options.LearningRate * StepShare * RetryShare;
        _retries = [.. _retries, FormattableString.Invariant($"{what}. It went back to step {_good!.Steps} and on at a learning rate of {rate:G3}. Lower LearningRate (it is {resolved.Options.LearningRate}) for a training of one piece.")];
        GoTo(_good);
    }

    /// <summary>How many epochs go over all rows once.</summary>
    private int EpochsPerPass => Parts?.Count ?? 1;

    /// <summary>The step size's share that retries have left.</summary>
    private double StepShare => Math.Pow(RetryShare, _retries.Length);

    private void KeepState()
    {
        LoopState state = State();
        // Nobody else has the older one's numbers, unless it is kept in a file.
        _spare = Keep is null ? _good?.Engine : null;
        _good = state;
        Keep?.Invoke(state);
    }

    /// <summary>Validates and reports, and decides whether it was the last epoch.</summary>
    private void EndEpoch(int epoch, ElboTerms train)
    {
        NetworkParameters? network = Validate is null ? null : engine.Snapshot();
        HeldOutBound? validation = network is null ? null : Validate!(network);
        EpochReport report = new(epoch, train, validation?.Terms, resolved.BetaAt(PassOf(epoch)), StepShare * resolved.LearningRateAt(_steps));
        _reports.Add(report);
        Report?.Invoke(report);
        _reason = epoch == resolved.Epochs * EpochsPerPass ? StopReason.EpochsCompleted : null;
        // While β rises, the objective is not yet the one that is validated.
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

    /// <summary>Fetches the epoch's rows, where not all are at hand, and leaves some of them out, if any are to be.</summary>
    private void BeginEpoch(int epoch)
    {
        if (Parts is not null)
            (_training, _active) = (Parts.Fetch(epoch - 1), null);
        ITrimming? trimming = Parts?.Trimming ?? Trimming;
        bool knowsRows = resolved.IsContinued && _steps == 0;
        // What was left out of another part says nothing of this one.
        int since = Parts is null ? _steps - _lastTrim : _steps;
        if (trimming is null || (since < LeastStepsBetweenTrims && !knowsRows))
            return;
        _lastTrim = _steps;
        _active = trimming.Keep(engine.Snapshot(), _steps);
    }

    /// <summary>The pass over all rows that an epoch belongs to, from 1.</summary>
    private int PassOf(int epoch) => (epoch - 1) / EpochsPerPass + 1;

    /// <returns>What has gone wrong, if anything has.</returns>
    private string? RunEpoch(int epoch, out ElboTerms mean)
    {
        mean = default;
        int[] order = [.. _active ?? _training];
        // Trimming by scores that are no numbers leaves none.
        if (order.Length == 0)
            return "no row has a likelihood that is a finite number";
        new RandomStream((uint)resolved.Options.Seed, RandomPurpose.Shuffle, (uint)epoch).Shuffle(order);
        // As many batches with trimmed rows as without, so that the schedule is the one planned.
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
