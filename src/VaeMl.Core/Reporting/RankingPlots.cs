using System.Globalization;
using VaeMl.Messages;
using static VaeMl.Reporting.SvgText;

namespace VaeMl.Reporting;

/// <summary>Plots and text on how well the scores rank labelled rows.</summary>
internal sealed class RankingPlots(HtmlReport report, ScoredRows rows, RankingCurves curves)
{
    private readonly (int Flagged, int Hits, int Anomalies) _counts = Count(report, rows);

    /// <summary>The ROC curve.</summary>
    public string Roc()
    {
        int normal = rows.Scores.Length - _counts.Anomalies;
        return Draw("ROC curve", "false positive rate", "true positive rate", curves.Roc, [(0, 0), (1, 1)],
            ((_counts.Flagged - _counts.Hits) / (double)normal, _counts.Hits / (double)_counts.Anomalies));
    }

    /// <summary>The precision–recall curve.</summary>
    public string PrecisionRecall() => Draw("Precision and recall", "recall", "precision", curves.PrecisionRecall,
        [(0, curves.Prevalence), (1, curves.Prevalence)], (_counts.Hits / (double)_counts.Anomalies, _counts.Hits / (double)_counts.Flagged));

    /// <summary>Describes the curves.</summary>
    public string Words()
    {
        string at = _counts.Flagged == 0 ? "No row is flagged." : string.Create(CultureInfo.InvariantCulture,
            $"At the threshold {_counts.Hits:N0} of {_counts.Anomalies:N0} rows labelled '{report.AnomalyName}' are flagged (recall {Percent(_counts.Hits / (double)_counts.Anomalies)}); of the {Counted.Format(_counts.Flagged, "flagged row", "N0")} these are {Percent(_counts.Hits / (double)_counts.Flagged)} (precision).");
        return string.Create(CultureInfo.InvariantCulture,
            $"AUROC {curves.Auroc:F4}: the probability that a row labelled '{report.AnomalyName}' scores above a row labelled '{report.NormalName}'; 0.5 is chance. Average precision {curves.AveragePrecision:F4}; chance is {curves.Prevalence:0.####}, the share of anomalies. {at}");
    }

    private static string Draw(string title, string x, string y, IReadOnlyList<(double, double)> curve, IReadOnlyList<(double, double)> chance, (double X, double Y) threshold)
    {
        SvgPlot plot = new() { Width = ReportPage.PlotWidth, Height = ReportPage.PlotHeight, Title = title, XTitle = x, YTitle = y };
        PlotRange range = new(-0.02, 1.02);
        bool marked = double.IsFinite(threshold.X) && double.IsFinite(threshold.Y);
        List<(string, int, bool)> legend = [("scores", 0, false), ("chance", 3, true)];
        if (marked)
            legend.Add(("at the threshold", 1, false));
        PlotFrame frame = new(plot, range, range, legend);
        frame.Line(chance, 3, dashed: true);
        frame.Line(curve, 0, dashed: false);
        if (marked)
            frame.Dots([threshold], 1, 8, "threshold");
        return frame.Finish();
    }

    private static (int, int, int) Count(HtmlReport report, ScoredRows rows)
    {
        (int flagged, int hits, int anomalies) = (0, 0, 0);
        for (int i = 0; i < rows.Scores.Length; i++)
        {
            bool anomaly = report.Labels![i], flag = report.Model.IsAnomaly(rows.Scores[i]);
            anomalies += anomaly ? 1 : 0;
            flagged += flag ? 1 : 0;
            hits += anomaly && flag ? 1 : 0;
        }
        return (flagged, hits, anomalies);
    }
}
