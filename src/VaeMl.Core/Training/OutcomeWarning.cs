using VaeMl.Contracts;
using VaeMl.Networks;

namespace VaeMl.Training;

/// <summary>Warns if training made the training rows less likely. It compares medians, because a few anomalies may well become less likely.</summary>
internal static class OutcomeWarning
{
    private const int MostRows = 4_096;

    // After a few steps the difference may have either sign.
    private const double WorseNats = 1;

    /// <param name="resolved">The options.</param>
    /// <param name="initial">The parameters before training.</param>
    /// <param name="network">The parameters after training.</param>
    /// <param name="training">The training rows.</param>
    /// <param name="negativeElbo">Computes −ELBO of rows under a network, in nats.</param>
    public static TrainingWarning? Check(
        ResolvedOptions resolved, NetworkParameters initial, NetworkParameters network, int[] training, Func<NetworkParameters, int[], float[]> negativeElbo)
    {
        int[] rows = RowPartition.Sample(training, MostRows);
        double before = Median(initial), after = Median(network);
        // Written with <= so that NaN counts as worse.
        return after <= before + WorseNats ? null : TrainingWarning.WithOptionNames(TrainingWarningKind.WorseThanBefore,
                $"Training ended worse than it began: the training rows' median score rose from {before:F1} to {after:F1} nats, so scores are unreliable. Lower {OptionNames.LearningRate} (it is {resolved.Options.LearningRate}) or train for longer.");

        double Median(NetworkParameters parameters) => negativeElbo(parameters, rows).Order().ElementAt(rows.Length / 2);
    }
}
