using System.Globalization;
using System.Text;
using static VaeMl.Reporting.SvgText;

namespace VaeMl.Reporting;

/// <summary>Explains what makes a row anomalous: the columns that contribute most, with expected and actual values.</summary>
internal sealed class RowExplanation(HtmlReport report, ScoredRows rows, ReportColumn[] columns)
{
    private const int ColumnsShown = 5;

    // Contributions that are smaller than this share of the largest explain nothing.
    private const double LeastShown = 0.02;

    private readonly VaeModel _model = report.Model;

    public string Write(int row)
    {
        ReadOnlySpan<float> values = report.Rows[row];
        VaeScore score = _model.Score(values);
        float[] expected = _model.Reconstruct(values);
        double[] contributions = [.. columns.Select(column => column.Sum([.. score.Contributions]))];
        double least = LeastShown * contributions.Max();
        int[] shown = [.. Enumerable.Range(0, columns.Length).Where(k => contributions[k] > 0 && contributions[k] >= least).OrderByDescending(k => contributions[k]).Take(ColumnsShown)];

        StringBuilder html = new();
        html.Add($"<figure class=\"row\"><figcaption>{Caption(row, score)}</figcaption><ol class=\"bars\">");
        foreach (int k in shown)
        {
            ExpectedAndSeen words = ExpectedAndSeen.Describe(columns[k], expected, values);
            html.Add($"<li><div>{Short(columns[k].Name)} <b>{Nats(contributions[k])} nats</b></div>{InlineBar.Draw(contributions[k] / contributions[shown[0]])}");
            html.Add($"<div class=\"soft\">expected {Short(words.Expected)}, saw {Short(words.Seen)}</div></li>");
        }
        double others = contributions.Sum() - shown.Sum(k => contributions[k]);
        html.Append("</ol><p>");
        if (shown.Length == 0)
            html.Append("No column lies above its mean. ");
        if (shown.Length < columns.Length)
            html.Add($"Other columns {Nats(others)}, ");
        return html.Add($"{(shown.Length < columns.Length ? "latent" : "Latent")} term {Nats(score.LatentContribution)}, mean score of training rows {Value(_model.MeanTrainingScore)}.</p></figure>").ToString();
    }

    private string Caption(int row, VaeScore score)
    {
        int number = report.RowNumbers?[row] ?? row + 1;
        string line = report.LineNumbers is { } lines ? string.Create(CultureInfo.InvariantCulture, $" (line {lines[row]})") : "";
        string label = report.Labels is null ? "" : $", {Short(rows.GroupNames[rows.GroupOf(row)])}";
        return string.Create(CultureInfo.InvariantCulture, $"<b>Row {number}</b>{line}{label}: score {Value(score.Score)} nats, {(score.IsAnomaly ? "flagged" : "not flagged")}");
    }

    private static string Nats(double value) => (value < 0 ? "−" : "+") + Value(Math.Abs(value), 3);
}
