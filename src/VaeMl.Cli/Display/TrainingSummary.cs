using System.Globalization;

namespace VaeMl.Cli.Display;

/// <summary>Says what was trained.</summary>
internal static class TrainingSummary
{
    public static void Write(Terminal terminal, VaeTraining training)
    {
        (VaeModel model, TrainingReport report) = (training.Model, training.Report);
        foreach (string warning in report.Warnings)
            terminal.Warning(warning);
        string heldOut = report.RowsHeldOut > 0 ? $" ({report.RowsHeldOut} more held out)" : "";
        string stop = report.StopReason == StopReason.EarlyStopping ? $", stopped early, best epoch {report.BestEpoch}" : "";
        Line(terminal, $"Trained on {report.RowsTrained} rows{heldOut} in {report.Elapsed.TotalSeconds:F1} s: epochs {report.Epochs.Count}, steps {report.Steps}{stop}");
        if (report.Epochs.Count > 0)
            Line(terminal, $"{model.LatentSize} latent variables, mean ELBO {report.Epochs[^1].Train.Elbo:F2} nats per row in the last epoch");
        if (double.IsFinite(model.Threshold))
            Line(terminal, $"Threshold {model.Threshold:G5} to flag {100 * model.FlagRate:0.##} % of rows like these, calibrated on {report.CalibrationRows} unseen rows");
        else
            terminal.Line("No threshold was calibrated: the model flags nothing");
    }

    private static void Line(Terminal terminal, FormattableString text) => terminal.Line(text.ToString(CultureInfo.InvariantCulture));
}
