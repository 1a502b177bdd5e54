using System.Globalization;
using static VaeMl.Reporting.SvgText;

namespace VaeMl.Reporting;

/// <summary>The key figures at the top of a report.</summary>
internal sealed class ReportCards(HtmlReport report, ScoredRows rows, RankingCurves? curves)
{
    private readonly VaeModel _model = report.Model;

    public string Write() =>
        $"<section class=\"cards\">{string.Concat(Cards().Select(c => $"<div><b>{Escape(c.Value)}</b><span>{Escape(c.Name)}</span></div>"))}</section>";

    private IEnumerable<(string Name, string Value)> Cards()
    {
        if (curves is not null)
        {
            yield return ("AUROC", curves.Auroc.ToString("F4", CultureInfo.InvariantCulture));
            yield return ("average precision", curves.AveragePrecision.ToString("F4", CultureInfo.InvariantCulture));
        }
        yield return ("mean training ELBO, last epoch (nats)", report.Training.Epochs.Count == 0 ? "–" : Value(report.Training.Epochs[^1].Train.Elbo));
        yield return ("threshold (nats)", double.IsFinite(_model.Threshold) ? Value(_model.Threshold) : "none");
        yield return ("nominal flag rate", Percent(_model.FlagRate));
        if (report.Labels is null)
            yield return ("rows flagged", Percent(ShareFlagged(null)));
        for (int group = 0; report.Labels is not null && group < 2; group++)
            if (rows.Has(group))
                yield return ($"{rows.GroupNames[group]} rows flagged", Percent(ShareFlagged(group)));
        if (rows.Scored < rows.Scores.Length)
            yield return ("rows that cannot be scored", (rows.Scores.Length - rows.Scored).ToString(CultureInfo.InvariantCulture));
    }

    private double ShareFlagged(int? group)
    {
        int[] members = [.. Enumerable.Range(0, rows.Scores.Length).Where(i => group is null || rows.GroupOf(i) == group)];
        return members.Count(i => _model.IsAnomaly(rows.Scores[i])) / (double)Math.Max(1, members.Length);
    }
}
