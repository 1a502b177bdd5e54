using System.Globalization;
using System.Text;
using static VaeMl.Reporting.SvgText;

namespace VaeMl.Reporting;

/// <summary>Draws horizontal bars between their names and values.</summary>
internal static class BarChart
{
    private const double TextSize = 12;
    private const double RowHeight = 22;

    public static string Draw(SvgPlot plot, IReadOnlyList<PlotBar> bars)
    {
        string[] labels = Labels([.. bars.Select(bar => bar.Value)]);
        double[] values = [.. bars.Select(bar => double.IsFinite(bar.Value) ? bar.Value : 0)];
        double top = plot.Title.Length > 0 ? 30 : 6;
        double height = top + bars.Count * RowHeight + (plot.XTitle.Length > 0 ? 24 : 6);
        double names = Math.Min(0.6 * plot.Width, bars.Select(bar => WidthOf(bar.Name, TextSize)).DefaultIfEmpty().Max());
        double left = names + 14, right = plot.Width - 12 - labels.Select(label => WidthOf(label, TextSize)).DefaultIfEmpty().Max();
        double low = Math.Min(0, values.DefaultIfEmpty().Min()), high = Math.Max(0, values.DefaultIfEmpty().Max());
        double scale = high > low ? Math.Max(10, right - left) / (high - low) : 0;
        double zero = left - low * scale;

        StringBuilder svg = new();
        PlotFrame.Open(svg, plot, height);
        svg.Add($"<g font-size=\"{TextSize}\">");
        for (int k = 0; k < bars.Count; k++)
        {
            double y = top + k * RowHeight, start = zero + Math.Min(0, values[k]) * scale, width = Math.Max(1, Math.Abs(values[k]) * scale);
            svg.Add($"<text x=\"{Number(names + 6)}\" y=\"{Number(y + 15)}\" text-anchor=\"end\">{Escape(Fit(bars[k].Name, TextSize, names))}</text>");
            svg.Add($"<rect x=\"{Number(start)}\" y=\"{Number(y + 4)}\" width=\"{Number(width)}\" height=\"{Number(RowHeight - 8)}\" rx=\"2\" fill=\"{Colour(values[k] < 0 ? 0 : 1)}\"/>");
            svg.Add($"<text x=\"{Number(start + width + 5)}\" y=\"{Number(y + 15)}\" fill-opacity=\"0.75\">{labels[k]}</text>");
        }
        if (plot.XTitle.Length > 0)
            svg.Add($"<text x=\"{Number(left)}\" y=\"{Number(height - 8)}\" font-size=\"11\" fill-opacity=\"0.75\">{Escape(plot.XTitle)}</text>");
        return svg.Append("</g></svg>").ToString();
    }

    /// <summary>Formats values with as many decimals as give the largest one three digits, so that they are easy to compare.</summary>
    private static string[] Labels(double[] values)
    {
        double largest = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        string format = largest switch { >= 1e6 or < 1e-2 => "G3", >= 100 => "F0", >= 10 => "F1", _ => "F2" };
        return [.. values.Select(value => value.ToString(format, CultureInfo.InvariantCulture))];
    }
}
