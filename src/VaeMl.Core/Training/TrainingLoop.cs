using VaeMl.Networks;

namespace VaeMl.Training;

/// <summary>What a training loop yields.</summary>
/// <param name="Network">The best weights by validation, or the last ones without it.</param>
/// <param name="Epochs">Every epoch.</param>
/// <param name="BestEpoch">The epoch, from 1, the weights are of.</param>
/// <param name="StopReason">Why it ended.</param>
/// <param name="Steps">Gradient steps made.</param>
internal sealed record NetworkTraining(VaeNetwork Network, IReadOnlyList<EpochReport> Epochs, int BestEpoch, StopReason StopReason, int Steps);

/// <summary>Shuffled epochs without replacement, schedules, trimming, validation and early stopping.</summary>
/// <param name="engine">Makes the steps.</param>
/// <param name="resolved">The options.</param>
/// <param name="training">The rows to train on.</param>
/// <param name="cancellation">Stops within a batch.</param>
internal sealed class TrainingLoop(ITrainingEngine engine, ResolvedOptions resolved, int[] training, CancellationToken cancellation)
{
    // The first steps know too little to tell which rows are unlikely, and scoring all rows must stay cheap beside the steps.
    private const int LeastStepsBetweenTrims = 50;
    private readonly List<EpochReport> _reports = [];
    private int[]? _active;
    private int _steps;
    private int _lastTrim;

    /// <summary>The mean terms of the held-out rows, if there are any.</summary>
    public Func<VaeNetwork, ElboTerms?>? Validate { get; init; }

    /// <summary>The scores of the training rows, in their order; needed for trimming.</summary>
    public Func<VaeNetwork, float[]>? Score { get; init; }

    /// <summary>Told of every epoch.</summary>
    public Action<EpochReport>? Report { get; init; }

    public NetworkTraining Run()
    {
        VaeNetwork? best = null;
        int bestEpoch = 0;
        double bestElbo = double.NegativeInfinity;
        StopReason reason = StopReason.EpochsCompleted;
        for (int epoch = 1; epoch <= resolved.Epochs; epoch++)
        {
            Trim();
            ElboTerms train = RunEpoch(epoch);
            VaeNetwork? network = Validate is null ? null : engine.Snapshot();
            ElboTerms? validation = network is null ? null : Validate!(network);
            EpochReport report = new(epoch, train, validation, resolved.BetaAt(epoch), resolved.LearningRateAt(_steps));
            _reports.Add(report);
            Report?.Invoke(report);
            // While β rises, the objective is not yet the one that is validated.
            if (validation is { } terms && epoch >= resolved.Options.KlWarmupEpochs && terms.Elbo > bestElbo)
            {
                (best, bestEpoch, bestElbo) = (network, epoch, terms.Elbo);
            }
            else if (bestEpoch > 0 && epoch - bestEpoch >= resolved.Options.Patience)
            {
                reason = StopReason.EarlyStopping;
                break;
            }
        }
        return new NetworkTraining(best ?? engine.Snapshot(), _reports, best is null ? _reports.Count : bestEpoch, reason, _steps);
    }

    private void Trim()
    {
        double share = resolved.TrimFractionAfter(_steps);
        if (share == 0 || Score is null || _steps - _lastTrim < LeastStepsBetweenTrims)
            return;
        _lastTrim = _steps;
        int[] order = [.. Enumerable.Range(0, training.Length)];
        Array.Sort(Score(engine.Snapshot()), order);
        _active = [.. order.Take(Math.Max(1, (int)Math.Round((1 - share) * training.Length))).Order().Select(i => training[i])];
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
