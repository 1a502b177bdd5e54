using System.Globalization;
using VaeMl.Messages;

namespace VaeMl.Cli.Display;

/// <summary>Writes a summary of the training run.</summary>
internal static class TrainingSummary
{
    public static void Write(Terminal terminal, VaeTrainingResult training)
    {
        (VaeModel model, TrainingReport report) = (training.Model, training.Report);
        foreach (TrainingWarning warning in report.Warnings)
            terminal.Warning(warning.Message);
        string heldOut = report.RowsHeldOut > 0 ? $" ({report.RowsHeldOut} more held out)" : "";
        string stop = report.StopReason == StopReason.EarlyStopping ? $", stopped early, best epoch {report.BestEpoch}" : "";
        Line(terminal, $"Trained on {Counted.Format(report.RowsTrained, "row")}{heldOut} in {report.Elapsed.TotalSeconds:F1} s: {Counted.Format(report.Epochs.Count, "epoch")}, {Counted.Format(report.Steps, "step")}{stop}");
        if (report.Epochs.Count > 0)
            Line(terminal, $"{Counted.Format(model.LatentSize, "latent variable")}, mean ELBO {report.Epochs[^1].Train.Elbo:F2} nats per row in the last epoch");
        if (double.IsFinite(model.Threshold))
            Line(terminal, $"Threshold {model.Threshold:G5} to flag {100 * model.FlagRate:0.##} % of normal rows, calibrated on {report.FormatCalibrationRows("D")}");
        else
            terminal.Line("No threshold was calibrated: the model flags nothing");
    }

    private static void Line(Terminal terminal, FormattableString text) => terminal.Line(text.ToString(CultureInfo.InvariantCulture));
}
