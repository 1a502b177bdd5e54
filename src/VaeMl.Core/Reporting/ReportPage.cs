using System.Globalization;
using System.Text;
using static VaeMl.Reporting.SvgText;

namespace VaeMl.Reporting;

/// <summary>Lays out a report.</summary>
internal sealed class ReportPage(HtmlReport report, ScoredRows rows)
{
    private const int RowsShown = 9;
    private const int FeaturesShown = 5;

    private readonly VaeModel _model = report.Model;

    public void Write(StringBuilder html)
    {
        html.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        html.Add($"<title>{Escape(report.Title)}</title><style>{ReportStyle.Css}</style></head><body><main>");
        html.Add($"<header><h1>{Escape(report.Title)}</h1><p>{Escape(Summary())}</p></header>");
        html.Append("<section class=\"cards\">").AppendJoin("", Cards().Select(c => $"<div><b>{Escape(c.Value)}</b><span>{Escape(c.Name)}</span></div>")).Append("</section>");
        if (report.Training.Warnings.Count > 0)
            html.Append("<ul class=\"warnings\">").AppendJoin("", report.Training.Warnings.Select(w => $"<li>{Escape(w)}</li>")).Append("</ul>");
        Section(html, "Scores", "In nats; higher is more anomalous. Rows above the threshold are flagged.", "two",
            Histogram(), LatentScatter.Draw(report, rows));
        Section(html, "Training", "The objective −ELBO is the reconstruction term plus the latent term, in nats per row; lower is better.", "two",
            LossCurves.Bound(report.Training), LossCurves.Latent(report.Training));
        Section(html, "Most anomalous rows", "What makes each row anomalous: its features' largest terms above their mean over the training rows, in nats.", "three",
            [.. rows.Top(RowsShown).Select(Contributions)]);
        html.Add($"<footer>{Escape(Provenance())}</footer></main></body></html>\n");
    }

    // A page needs no namespace on its inline pictures; without it nothing in the file looks like an address.
    private static void Section(StringBuilder html, string title, string text, string layout, params string[] plots) =>
        html.Add($"<section><h2>{Escape(title)}</h2><p>{Escape(text)}</p><div class=\"{layout}\">")
            .AppendJoin("", plots.Select(plot => $"<figure>{plot.Replace(" xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal)}</figure>"))
            .Append("</div></section>");

    private string Summary() => string.Create(CultureInfo.InvariantCulture,
        $"A variational autoencoder of {Counted.Of(_model.FeatureCount, "feature", "N0")} and {Counted.Of(_model.LatentSize, "latent variable", "N0")}, trained on {Counted.Of(report.Training.RowsTrained, "row", "N0")}; shown are {Counted.Of(rows.Scores.Length, "row", "N0")}: {report.RowsAre}.");

    private IEnumerable<(string Name, string Value)> Cards()
    {
        if (report.Labels is { } labels && Auroc.Of(rows.Scores, [.. labels]) is var auroc && !double.IsNaN(auroc))
            yield return ("AUROC", auroc.ToString("F4", CultureInfo.InvariantCulture));
        yield return ("mean ELBO in training's last epoch", report.Training.Epochs.Count == 0 ? "–" : Value(report.Training.Epochs[^1].Train.Elbo));
        yield return ("threshold", double.IsFinite(_model.Threshold) ? Value(_model.Threshold) : "none");
        yield return ("nominal flag rate", Percent(_model.FlagRate));
        if (report.Labels is null)
            yield return ("of the rows flagged", Percent(ShareFlagged(null)));
        for (int group = 0; report.Labels is not null && group < 2; group++)
            if (rows.Has(group))
                yield return ($"of {rows.GroupNames[group]} rows flagged", Percent(ShareFlagged(group)));
        if (rows.Scored < rows.Scores.Length)
            yield return ("rows that cannot be scored", (rows.Scores.Length - rows.Scored).ToString(CultureInfo.InvariantCulture));
    }

    private double ShareFlagged(int? group)
    {
        int[] members = [.. Enumerable.Range(0, rows.Scores.Length).Where(i => group is null || rows.GroupOf(i) == group)];
        return members.Count(i => _model.IsAnomaly(rows.Scores[i])) / (double)Math.Max(1, members.Length);
    }

    private static string Percent(double share) => double.IsNaN(share) ? "–" : (100 * share).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    private string Histogram()
    {
        PlotSample[] samples = [.. rows.Groups.Select(group => new PlotSample(rows.GroupNames[group], rows.ScoresOf(group)))];
        SvgPlot plot = new() { Title = "Scores", XTitle = "score (nats)", YTitle = "share of its group", XRange = rows.Range(_model.Threshold) };
        if (report.Labels is not null)
            return plot.Histogram(samples, _model.Threshold, "threshold");
        // Flagged and unflagged rows are parted by the threshold already: one sample shows their proportion.
        return (plot with { YTitle = "share of rows" }).Histogram([new PlotSample("rows", [.. rows.ScoresOf(0), .. rows.ScoresOf(1)])], _model.Threshold, "threshold");
    }

    private string Contributions(int row)
    {
        VaeScore score = _model.Score(report.Rows[row]);
        int number = report.RowNumbers?[row] ?? row + 1;
        string label = report.Labels is null ? "" : $", {rows.GroupNames[rows.GroupOf(row)]}";
        PlotBar[] bars = [.. Enumerable.Range(0, _model.FeatureCount)
            .OrderByDescending(j => score.Contributions[j])
            .Take(FeaturesShown)
            .Select(j => new PlotBar($"{_model.FeatureNames[j]} = {Value(report.Rows[row][j])}", score.Contributions[j]))];
        return new SvgPlot { Title = $"Row {number}{label}: score {Value(score.Score)}", Width = 420 }.Bars(bars);
    }

    private string Provenance() => string.Create(CultureInfo.InvariantCulture,
        $"Trained by {report.Training.Trainer}: {Counted.Of(report.Training.Epochs.Count, "epoch", "N0")}, {Counted.Of(report.Training.Steps, "step", "N0")}, {report.Training.Elapsed.TotalSeconds:F1} s; weights of epoch {report.Training.BestEpoch}. Threshold calibrated on {Counted.Of(report.Training.CalibrationRows, "row", "N0")} that the scoring model was not trained on.");
}
