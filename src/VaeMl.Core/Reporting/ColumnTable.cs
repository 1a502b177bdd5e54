using System.Globalization;
using System.Text;
using VaeMl.Messages;
using static VaeMl.Reporting.SvgText;

namespace VaeMl.Reporting;

/// <summary>The table of columns, with the largest contributions first. On a narrow screen each row becomes a card.</summary>
internal static class ColumnTable
{
    private const int ColumnsShown = 50;

    private static readonly string[] _heads = ["column", "contribution (nats)", "of the excess", "missing", "typical error"];

    public static string Write(ColumnSummaries summaries)
    {
        ColumnSummary[] shown = [.. summaries.Columns.OrderByDescending(summary => summary.Excess).Take(ColumnsShown)];
        double longest = shown.Select(summary => Math.Abs(summary.Excess)).Append(Math.Abs(summaries.LatentExcess)).Max();
        StringBuilder html = new("<table><thead><tr>");
        html.AppendJoin("", _heads.Select(head => $"<th>{head}</th>")).Append("</tr></thead><tbody>");
        foreach (ColumnSummary summary in shown)
            Row(html, Short(summary.Column.Name), summary.Excess, longest, summary.Share, Percent(summary.Missing), Error(summary));
        if (shown.Length < summaries.Columns.Count)
        {
            ColumnSummary[] others = [.. summaries.Columns.Except(shown)];
            Row(html, $"<i>{Counted.Format(others.Length, "other column", "N0")}</i>", others.Sum(o => o.Excess), longest, others.Sum(o => o.Share), "", "");
        }
        Row(html, "<i>latent term</i>", summaries.LatentExcess, longest, summaries.LatentShare, "", "");
        return html.Append("</tbody></table>").ToString();
    }

    /// <summary>Says which rows the table covers.</summary>
    public static string Words(ColumnSummaries summaries)
    {
        string contributions = summaries.AreFlagged
            ? $"Contributions are means over {Counted.Format(summaries.SelectedRows, "flagged row", "N0")}"
            : $"No row with a score is flagged; contributions are means over the {Counted.Format(summaries.SelectedRows, "row", "N0")} with the highest scores";
        return $"{contributions}: by how much each column raises their score above the mean of the training rows. "
            + $"Typical errors are computed on {Counted.Format(summaries.ComparedRows, "row", "N0")}. For numbers and dates: the median absolute error of the reconstruction, in the column's units. "
            + "For categories, Booleans and columns of 0 and 1: how often the most likely value is wrong.";
    }

    private static void Row(StringBuilder html, string name, double excess, double longest, double share, string missing, string error)
    {
        string nats = (excess < 0 ? "−" : "") + Value(Math.Abs(excess), 3);
        string[] cells = [$"{nats}{InlineBar.Draw(longest > 0 ? excess / longest : 0)}", Percent(share).Replace('-', '−'), missing, error];
        html.Append("<tr><th scope=\"row\">").Append(name).Append("</th>");
        for (int k = 0; k < cells.Length; k++)
            html.Append(CultureInfo.InvariantCulture, $"<td data-head=\"{_heads[k + 1]}\">{cells[k]}</td>");
        html.Append("</tr>");
    }

    private static string Error(ColumnSummary summary)
    {
        if (double.IsNaN(summary.Error))
            return "–";
        string unit = ColumnFit.UnitOf(summary.Column);
        return ColumnFit.IsShare(summary.Column) ? $"{Percent(summary.Error)} wrong" : $"±{Value(summary.Error, 3)}{(unit.Length > 0 ? " " + unit : "")}";
    }
}
