using Microsoft.ML.Runtime;
using VaeMl.Messages;

namespace VaeMl.Fitting;

/// <summary>Logs training to a channel, and so to mlContext.Log, and forwards its progress.</summary>
internal sealed class TrainingLog(IChannel channel, IProgress<TrainingProgress>? progress) : IProgress<TrainingProgress>
{
    private bool _calibrates;

    public void Report(TrainingProgress value)
    {
        if (value.Epoch is { } epoch)
        {
            string validation = epoch.Validation is { } held ? $", held out {Terms(held)}" : "";
            Info($"Epoch {epoch.Epoch} of {value.Epochs}: {Terms(epoch.Train)}{validation}");
        }
        else if (value.Phase == TrainingPhase.Calibrating && !_calibrates)
        {
            _calibrates = true;
            Info("Calibrating the threshold on out-of-fold rows");
        }
        progress?.Report(value);
    }

    public void Summary(VaeTrainingResult training, bool usesThreshold)
    {
        TrainingReport report = training.Report;
        Info(FormattableString.Invariant(
            $"Trained by {report.Trainer} on {Counted.Format(report.RowsTrained, "row")} of {Counted.Format(training.Model.FeatureCount, "feature")} in {report.Elapsed.TotalSeconds:F1} s; ")
            + FormattableString.Invariant($"{Counted.Format(report.RowsHeldOut, "row")} held out; best epoch {report.BestEpoch}"));
        foreach (TrainingWarning warning in report.Warnings)
            if (usesThreshold || !warning.ConcernsThreshold)
                channel.Warning(MessageSensitivity.Schema, warning.Message);
    }

    private void Info(string message) => channel.Info(MessageSensitivity.Schema, message);

    private static string Terms(ElboTerms terms) => FormattableString.Invariant(
        $"ELBO {terms.Elbo:F3} nats (log-likelihood {terms.LogLikelihood:F3})");
}
