using System.Globalization;
using System.Text;
using VaeMl.Messages;
using static VaeMl.Reporting.SvgText;

namespace VaeMl.Reporting;

/// <summary>Lays out a report: first the anomalies, then scores and columns as a whole, and last the training run.</summary>
/// <remarks>The SVG plots are written by hand. A plotting library would bring native code, or images with a fixed size and colour.</remarks>
internal sealed class ReportPage(HtmlReport report, ScoredRows rows)
{
    /// <summary>The width of the plots: about that of a phone, so that their text is not shrunk there.</summary>
    public const int PlotWidth = 360;

    /// <summary>The height of the plots.</summary>
    public const int PlotHeight = 250;

    /// <summary>The number of most anomalous rows that are explained.</summary>
    public const int RowsShown = 10;

    private readonly VaeModel _model = report.Model;
    private readonly ReportColumn[] _columns = ReportColumn.ListAll(report.Model);
    private readonly RankingCurves? _curves = report.Labels is { } labels ? RankingCurves.Compute(rows.Scores, [.. labels]) : null;

    public void Write(StringBuilder html)
    {
        html.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        html.Add($"<title>{Escape(report.Title)}</title><style>{ReportStyle.Css}</style></head><body><main>");
        html.Add($"<header><h1>{Escape(report.Title)}</h1><p>{Escape(Summary())}</p></header>{new ReportCards(report, rows, _curves).Write()}");
        if (report.Training.Warnings.Count > 0)
            html.Append("<ul class=\"warnings\">").AppendJoin("", report.Training.Warnings.Select(w => $"<li>{Escape(w.Message)}</li>")).Append("</ul>");
        TopRows(html);
        Plots(html, "scores", "Scores", $"In nats; higher is more anomalous. Rows above the threshold are flagged.{ScoresInOrder.Note(report, rows)}",
            ScoresInOrder.Draw(report, rows), Histogram(), LatentScatter.Draw(report, rows));
        Ranking(html);
        ColumnSummaries summaries = ColumnSummaries.Compute(report, rows, _columns, RowsShown);
        Section(html, "columns", "Columns", ColumnTable.Words(summaries), ColumnTable.Write(summaries));
        Plots(html, "training", "Training", "The objective −ELBO is the reconstruction term plus the latent term, in nats per row; lower is better.",
            LossCurves.Bound(report.Training), LossCurves.Latent(report.Training));
        html.Add($"<footer>{Escape(Provenance())}</footer></main></body></html>\n");
    }

    private static void Section(StringBuilder html, string id, string title, string text, string content) =>
        html.Add($"<section id=\"{id}\"><h2>{Escape(title)}</h2><p>{Escape(text)}</p>{content}</section>");

    // Inline SVG in HTML needs no namespace. Without it nothing in the file looks like a URL.
    private static void Plots(StringBuilder html, string id, string title, string text, params string[] plots) =>
        Section(html, id, title, text, $"<div class=\"grid\">{string.Concat(plots.Select(plot => $"<figure>{plot.Replace(" xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal)}</figure>"))}</div>");

    private void TopRows(StringBuilder html)
    {
        RowExplanation explanation = new(report, rows, _columns);
        string[] top = [.. rows.Top(RowsShown).Select(explanation.Write)];
        string text = top.Length == 0
            ? "No row can be scored."
            : "The rows with the highest scores and what makes them so: the columns that raise the score most above the mean of the training rows, in nats, with the value that the model expected from the whole row and the one it saw.";
        Section(html, "rows", "Most anomalous rows", text, $"<div class=\"grid\">{string.Concat(top)}</div>");
    }

    private void Ranking(StringBuilder html)
    {
        if (_curves is not null)
        {
            RankingPlots plots = new(report, rows, _curves);
            Plots(html, "labels", "Scores against labels", plots.Words(), plots.Roc(), plots.PrecisionRecall());
        }
        else if (report.Labels is not null)
        {
            Section(html, "labels", "Scores against labels", "All rows have the same label, so there are no curves.", "");
        }
    }

    private string Summary() => string.Create(CultureInfo.InvariantCulture,
        $"A variational autoencoder of {Columns()} and {Counted.Format(_model.LatentSize, "latent variable", "N0")}, trained on {Counted.Format(report.Training.RowsTrained, "row", "N0")}; shown are {Counted.Format(rows.Scores.Length, "row", "N0")}: {report.RowsDescription}.");

    private string Columns() => _model.Schema is null or { IsFeatures: true }
        ? Counted.Format(_model.FeatureCount, "feature", "N0")
        : $"{Counted.Format(_columns.Length, "column", "N0")} ({Counted.Format(_model.FeatureCount, "feature", "N0")})";

    private string Histogram()
    {
        PlotSample[] samples = [.. rows.Groups.Select(group => new PlotSample(rows.GroupNames[group], rows.ScoresOf(group)))];
        SvgPlot plot = new()
        {
            Width = PlotWidth,
            Height = PlotHeight,
            Title = "Distribution of the scores",
            XTitle = "score (nats)",
            YTitle = "share of its group",
            XRange = rows.Range(_model.Threshold),
        };
        if (report.Labels is not null)
            return plot.Histogram(samples, _model.Threshold, "threshold");
        // The threshold already separates flagged from unflagged rows; a single sample shows their proportion.
        return (plot with { YTitle = "share of rows" }).Histogram([new PlotSample("rows", [.. rows.ScoresOf(0), .. rows.ScoresOf(1)])], _model.Threshold, "threshold");
    }

    private string Calibration() => report.Training.CalibrationRows == 0 ? ""
        : $" Threshold calibrated on {report.Training.FormatCalibrationRows("N0")}.";

    private string Provenance() => string.Create(CultureInfo.InvariantCulture,
        $"Trained by {report.Training.Trainer}: {Counted.Format(report.Training.Epochs.Count, "epoch", "N0")}, {Counted.Format(report.Training.Steps, "step", "N0")}, {report.Training.Elapsed.TotalSeconds:F1} s; weights of epoch {report.Training.BestEpoch}.{Calibration()}");
}
