using VaeMl.Messages;
using static VaeMl.Reporting.SvgText;

namespace VaeMl.Reporting;

/// <summary>The plot of scores in row order. It shows whether anomalies are isolated, come in bursts or drift.</summary>
internal static class ScoresInOrder
{
    private const int MostUnflagged = 1500;
    private const int MostFlagged = 1500;
    private const int MostMarks = 300;

    public static string Draw(HtmlReport report, ScoredRows rows)
    {
        double threshold = report.Model.Threshold;
        (double[] places, string numbered) = Numbered(report);
        PlotRange y = Shown(rows, threshold), x = places.Length == 0 ? new(0.5, 1.5) : new(places[0] - 0.5, places[^1] + 0.5);
        int[] flagged = [.. rows.Finite().Where(i => report.Model.IsAnomaly(rows.Scores[i]))];
        int[] unflagged = [.. rows.Finite().Where(i => !report.Model.IsAnomaly(rows.Scores[i]))];
        int[] beyond = [.. rows.Finite().Where(i => rows.Scores[i] > y.High)];
        int[] unscored = [.. Enumerable.Range(0, rows.Scores.Length).Where(i => !float.IsFinite(rows.Scores[i]))];

        List<(string, int, bool)> legend = [("not flagged", 0, false), ("flagged", 1, false)];
        if (unscored.Length > 0)
            legend.Add(("cannot be scored", 4, false));
        SvgPlot plot = new()
        {
            Width = ReportPage.PlotWidth,
            Height = ReportPage.PlotHeight,
            Title = "Scores in the table's order",
            XTitle = numbered,
            YTitle = "score (nats)",
        };
        PlotFrame frame = new(plot, x, y, legend);
        frame.Dots(Places(OrderThinning.Highest([.. unflagged.Where(Inside)], rows.Scores, MostUnflagged)), 0, 2.6, "unflagged");
        frame.Dots(Places(OrderThinning.Covering([.. flagged.Where(Inside)], rows.Scores, y, MostFlagged)), 1, 4.2, "flagged");
        frame.Beyond(Abscissas(OrderThinning.Highest(beyond, rows.Scores, MostMarks)), 1, "beyond");
        if (unscored.Length > 0)
            frame.Beyond(Abscissas(ScoredRows.Thinned(unscored, MostMarks)), 4, "unscored");
        if (double.IsFinite(threshold))
            frame.Level(threshold, "threshold");
        return frame.Finish();

        bool Inside(int i) => rows.Scores[i] <= y.High;
        IEnumerable<(double, double)> Places(int[] points) => points.Select(i => (places[i], (double)rows.Scores[i]));
        IEnumerable<double> Abscissas(int[] points) => points.Select(i => places[i]);
    }

    /// <summary>Says what the plot leaves out; empty if nothing.</summary>
    public static string Note(HtmlReport report, ScoredRows rows)
    {
        double top = Shown(rows, report.Model.Threshold).High;
        int beyond = rows.Finite().Count(i => rows.Scores[i] > top);
        string note = beyond == 0 ? "" : $" Arrowheads at the upper edge stand for {Counted.Format(beyond, "row", "N0")} beyond it, up to {Value(rows.Finite().Max(i => rows.Scores[i]))} nats.";
        return rows.Scores.Length <= MostUnflagged ? note : note + " Only some of the unflagged rows are drawn, including the highest.";
    }

    /// <summary>The rows' own numbers if they are ascending, else their positions.</summary>
    private static (double[] Places, string Title) Numbered(HtmlReport report)
    {
        bool rise = report.RowNumbers is { } numbers && numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second);
        string title = rise ? "row" : report.RowNumbers is null ? "row, counted from 1" : "position among the rows shown, counted from 1";
        return ([.. Enumerable.Range(0, report.Rows.Count).Select(i => rise ? report.RowNumbers![i] : i + 1.0)], title);
    }

    /// <summary>The range of scores shown. A few extreme scores would otherwise squeeze all others to the bottom.</summary>
    private static PlotRange Shown(ScoredRows rows, double threshold)
    {
        double[] sorted = [.. rows.Finite().Select(i => (double)rows.Scores[i]).Order()];
        if (sorted.Length == 0)
            return PlotRange.Cover([threshold]);
        double middle = sorted[sorted.Length / 2], usual = sorted[(int)(0.95 * (sorted.Length - 1))];
        double reference = double.IsFinite(threshold) ? Math.Max(threshold, usual) : usual;
        double reach = 8 * (reference - middle);
        double high = reach > 0 ? Math.Min(Math.Max(sorted[^1], reference), middle + reach) : sorted[^1];
        double low = reach > 0 ? Math.Max(sorted[0], middle - reach) : sorted[0];
        // Rows below the lower edge are of no interest, unlike those above the upper one.
        return PlotRange.Cover([low, high, threshold]).Padded();
    }
}
