using VaeMl.Networks;

namespace VaeMl.Training;

/// <summary>What a training loop yields.</summary>
/// <param name="Network">The best weights by validation, or the last ones without it.</param>
/// <param name="Epochs">Every epoch.</param>
/// <param name="BestEpoch">The epoch, from 1, the weights are of.</param>
/// <param name="StopReason">Why it ended.</param>
/// <param name="Steps">Gradient steps made.</param>
internal sealed record NetworkTraining(VaeNetwork Network, IReadOnlyList<EpochReport> Epochs, int BestEpoch, StopReason StopReason, int Steps);

/// <summary>Shuffled epochs without replacement, schedules, validation and early stopping.</summary>
internal sealed class TrainingLoop(
    ITrainingEngine engine,
    ResolvedOptions options,
    int[] training,
    Func<VaeNetwork, ElboTerms?>? validate,
    Action<EpochReport, int> report,
    CancellationToken cancellation)
{
    private readonly List<EpochReport> _reports = [];
    private int _steps;

    public NetworkTraining Run()
    {
        int epochs = options.EpochsFor(training.Length);
        int totalSteps = checked(epochs * options.BatchesFor(training.Length));
        VaeNetwork? best = null;
        int bestEpoch = 0;
        double bestElbo = double.NegativeInfinity;
        StopReason reason = StopReason.EpochsCompleted;
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            ElboTerms train = RunEpoch(epoch, totalSteps);
            VaeNetwork? network = validate is null ? null : engine.Snapshot();
            ElboTerms? validation = network is null ? null : validate!(network);
            EpochReport current = new(epoch, train, validation, options.BetaAt(epoch), options.LearningRateAt(_steps, totalSteps));
            _reports.Add(current);
            report(current, epochs);
            // While β rises, the objective is not yet the one that is validated.
            bool counts = validation is { } terms && epoch >= options.Given.KlWarmupEpochs && terms.Elbo > bestElbo;
            if (counts)
            {
                (best, bestEpoch, bestElbo) = (network, epoch, validation!.Value.Elbo);
            }
            else if (bestEpoch > 0 && epoch - bestEpoch >= options.Given.Patience)
            {
                reason = StopReason.EarlyStopping;
                break;
            }
        }
        return new NetworkTraining(best ?? engine.Snapshot(), _reports, best is null ? _reports.Count : bestEpoch, reason, _steps);
    }

    private ElboTerms RunEpoch(int epoch, int totalSteps)
    {
        int[] order = [.. training];
        new RandomStream((uint)options.Given.Seed, RandomPurpose.Shuffle, (uint)epoch).Shuffle(order);
        int batches = options.BatchesFor(order.Length);
        double beta = options.BetaAt(epoch);
        double logLikelihood = 0, logPrior = 0, logPosterior = 0;
        for (int batch = 0; batch < batches; batch++)
        {
            cancellation.ThrowIfCancellationRequested();
            int start = (int)((long)batch * order.Length / batches), end = (int)((long)(batch + 1) * order.Length / batches);
            _steps++;
            double rate = options.LearningRateAt(_steps, totalSteps);
            ElboTerms terms = engine.Step(new TrainingStep(order.AsMemory(start, end - start), _steps, rate, beta));
            if (!double.IsFinite(terms.Elbo))
                throw new VaeTrainingException(FormattableString.Invariant(
                    $"Training diverged in epoch {epoch}, step {_steps}: the evidence lower bound is no longer a finite number. Lower LearningRate (it is {options.Given.LearningRate}), or raise VarianceFloor (it is {options.Given.VarianceFloor})."));
            logLikelihood += terms.LogLikelihood;
            logPrior += terms.LogPrior;
            logPosterior += terms.LogPosterior;
        }
        return new ElboTerms(logLikelihood / order.Length, logPrior / order.Length, logPosterior / order.Length);
    }
}
