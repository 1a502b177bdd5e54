using System.Text;
using static VaeMl.Reporting.SvgText;

namespace VaeMl.Reporting;

/// <summary>Draws title, legend and axes, and the plot within them.</summary>
internal sealed class PlotFrame
{
    private const double TickSize = 11;
    private const double TitleSize = 14;
    private const double LegendSize = 12;

    private readonly StringBuilder _svg = new();
    private readonly PlotRange _x;
    private readonly PlotRange _y;
    private readonly double _left;
    private readonly double _top;
    private readonly double _width;
    private readonly double _height;

    public PlotFrame(SvgPlot plot, PlotRange x, PlotRange y, IReadOnlyList<(string Name, int Colour, bool Dashed)> legend)
    {
        (_x, _y) = (x, y);
        Open(_svg, plot, plot.Height);
        _top = plot.Title.Length > 0 ? 30 : 10;
        if (legend.Count > 1)
            _top = Legend(legend, plot.Width, _top + 12) + 14;
        IReadOnlyList<(double Value, string Label)> yTicks = y.Ticks(5);
        double labels = yTicks.Select(t => WidthOf(t.Label, TickSize)).DefaultIfEmpty().Max();
        _left = labels + (plot.YTitle.Length > 0 ? 32 : 14);
        _width = Math.Max(10, plot.Width - _left - 16);
        _height = Math.Max(10, plot.Height - _top - (plot.XTitle.Length > 0 ? 44 : 26));
        Axes(plot, x.Ticks((int)Math.Max(2, _width / 80)), yTicks);
        // A nested element clips to its own box. A clip path would need an id, which could clash with that of another plot on the page.
        _svg.Add($"<svg x=\"{Number(_left)}\" y=\"{Number(_top)}\" width=\"{Number(_width)}\" height=\"{Number(_height)}\" overflow=\"hidden\">");
    }

    public static void Open(StringBuilder svg, SvgPlot plot, double height)
    {
        svg.Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {plot.Width} {Number(height)}\" width=\"{plot.Width}\" height=\"{Number(height)}\" ");
        svg.Add($"role=\"img\" aria-label=\"{Escape(plot.Title)}\" fill=\"currentColor\" font-family=\"system-ui, sans-serif\" style=\"max-width:100%;height:auto\">");
        if (plot.Title.Length > 0)
            svg.Add($"<text x=\"4\" y=\"18\" font-size=\"{TitleSize}\" font-weight=\"600\">{Fitted(plot.Title, TitleSize, plot.Width - 8)}</text>");
    }

    public void Line(IReadOnlyList<(double X, double Y)> points, int colour, bool dashed)
    {
        if (points.Count == 0)
            return;
        _svg.Add($"<polyline fill=\"none\" stroke=\"{Colour(colour)}\" stroke-width=\"1.8\" stroke-linejoin=\"round\"");
        _svg.Append(dashed ? " stroke-dasharray=\"5 4\" points=\"" : " points=\"");
        _svg.AppendJoin(' ', points.Select(p => $"{Number(Across(p.X))},{Number(Down(p.Y))}")).Append("\"/>");
    }

    public void Points(IReadOnlyList<(double X, double Y)> points, int colour)
    {
        _svg.Add($"<g fill=\"{Colour(colour)}\" fill-opacity=\"0.65\">");
        foreach ((double x, double y) in points)
            _svg.Add($"<circle cx=\"{Number(Across(x))}\" cy=\"{Number(Down(y))}\" r=\"2.8\"/>");
        _svg.Append("</g>");
    }

    /// <summary>Draws columns over equal parts of the horizontal axis.</summary>
    public void Columns(double[] heights, int colour)
    {
        _svg.Add($"<g fill=\"{Colour(colour)}\" fill-opacity=\"0.6\">");
        double width = _width / heights.Length;
        for (int k = 0; k < heights.Length; k++)
            if (heights[k] > 0)
                _svg.Add($"<rect x=\"{Number(k * width + 0.5)}\" y=\"{Number(Down(heights[k]))}\" width=\"{Number(width - 1)}\" height=\"{Number(Down(0) - Down(heights[k]))}\"/>");
        _svg.Append("</g>");
    }

    /// <summary>Draws a vertical line with its name beside it.</summary>
    public void Marker(double value, string name)
    {
        double x = Across(value);
        bool leftward = x + WidthOf(name, LegendSize) + 8 > _width;
        _svg.Add($"<line x1=\"{Number(x)}\" y1=\"0\" x2=\"{Number(x)}\" y2=\"{Number(_height)}\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\"/>");
        _svg.Add($"<text class=\"over\" x=\"{Number(leftward ? x - 6 : x + 6)}\" y=\"13\" font-size=\"{LegendSize}\" text-anchor=\"{(leftward ? "end" : "start")}\">{Escape(name)}</text>");
    }

    /// <summary>Draws a horizontal line with its name at its end, above the line, or below it if there is no room.</summary>
    public void Level(double value, string name)
    {
        double y = Down(value);
        _svg.Add($"<line x1=\"0\" y1=\"{Number(y)}\" x2=\"{Number(_width)}\" y2=\"{Number(y)}\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\"/>");
        _svg.Add($"<text class=\"over\" x=\"{Number(_width - 3)}\" y=\"{Number(y < 18 ? y + 13 : y - 5)}\" font-size=\"{LegendSize}\" text-anchor=\"end\">{Escape(name)}</text>");
    }

    /// <summary>Draws many points as one path of dots, which takes a few bytes per point.</summary>
    public void Dots(IEnumerable<(double X, double Y)> points, int colour, double size, string kind)
    {
        _svg.Add($"<path class=\"{kind}\" fill=\"none\" stroke=\"{Colour(colour)}\" stroke-opacity=\"0.7\" stroke-width=\"{Number(size)}\" stroke-linecap=\"round\" d=\"");
        foreach ((double x, double y) in points)
            _svg.Append('M').Append(Tenth(Across(x))).Append(' ').Append(Tenth(Down(y))).Append("h0");
        _svg.Append("\"/>");
    }

    /// <summary>Draws arrowheads at the upper edge for points beyond it.</summary>
    public void Beyond(IEnumerable<double> abscissas, int colour, string kind)
    {
        _svg.Add($"<path class=\"{kind}\" fill=\"{Colour(colour)}\" d=\"");
        foreach (double x in abscissas)
            _svg.Append('M').Append(Tenth(Across(x))).Append(" 1l-4 7h8z");
        _svg.Append("\"/>");
    }

    public string Finish() => _svg.Append("</svg></svg>").ToString();

    private double Across(double x) => (x - _x.Low) / (_x.High - _x.Low) * _width;

    private double Down(double y) => (_y.High - y) / (_y.High - _y.Low) * _height;

    private double Legend(IReadOnlyList<(string Name, int Colour, bool Dashed)> legend, double width, double y)
    {
        double x = 4;
        foreach ((string name, int colour, bool dashed) in legend)
        {
            double needed = WidthOf(name, LegendSize) + 40;
            if (x > 4 && x + needed > width)
                (x, y) = (4, y + 18);
            _svg.Add($"<line x1=\"{Number(x)}\" y1=\"{Number(y - 4)}\" x2=\"{Number(x + 18)}\" y2=\"{Number(y - 4)}\" stroke=\"{Colour(colour)}\" ");
            _svg.Append(dashed ? "stroke-width=\"3\" stroke-dasharray=\"5 3\"/>" : "stroke-width=\"3\" stroke-linecap=\"round\"/>");
            _svg.Add($"<text x=\"{Number(x + 24)}\" y=\"{Number(y)}\" font-size=\"{LegendSize}\">{Fitted(name, LegendSize, width - 32)}</text>");
            x += needed;
        }
        return y;
    }

    private void Axes(SvgPlot plot, IReadOnlyList<(double Value, string Label)> xTicks, IReadOnlyList<(double Value, string Label)> yTicks)
    {
        double right = _left + _width, bottom = _top + _height;
        _svg.Add($"<g font-size=\"{TickSize}\" fill-opacity=\"0.75\" stroke-opacity=\"0.15\">");
        foreach ((double value, string label) in yTicks)
        {
            double y = _top + Down(value);
            _svg.Add($"<line x1=\"{Number(_left)}\" y1=\"{Number(y)}\" x2=\"{Number(right)}\" y2=\"{Number(y)}\" stroke=\"currentColor\"/>");
            _svg.Add($"<text x=\"{Number(_left - 6)}\" y=\"{Number(y + 4)}\" text-anchor=\"end\">{label}</text>");
        }
        foreach ((double value, string label) in xTicks)
        {
            double x = _left + Across(value);
            _svg.Add($"<line x1=\"{Number(x)}\" y1=\"{Number(bottom)}\" x2=\"{Number(x)}\" y2=\"{Number(bottom + 4)}\" stroke=\"currentColor\"/>");
            _svg.Add($"<text x=\"{Number(Within(x, label, plot.Width))}\" y=\"{Number(bottom + 16)}\" text-anchor=\"middle\">{label}</text>");
        }
        _svg.Add($"<line x1=\"{Number(_left)}\" y1=\"{Number(bottom)}\" x2=\"{Number(right)}\" y2=\"{Number(bottom)}\" stroke=\"currentColor\" stroke-opacity=\"0.5\"/>");
        if (plot.XTitle.Length > 0)
            _svg.Add($"<text x=\"{Number(Within(_left + _width / 2, plot.XTitle, plot.Width))}\" y=\"{plot.Height - 8}\" text-anchor=\"middle\">{Fitted(plot.XTitle, TickSize, plot.Width - 4)}</text>");
        if (plot.YTitle.Length > 0)
            _svg.Add($"<text transform=\"translate(12 {Number(_top + _height / 2)}) rotate(-90)\" text-anchor=\"middle\">{Fitted(plot.YTitle, TickSize, Math.Max(_height, 40))}</text>");
        _svg.Append("</g>");
    }

    /// <summary>The centre of a text, moved so that the text stays within the plot.</summary>
    private static double Within(double middle, string text, double width)
    {
        double half = WidthOf(text, TickSize) / 2 + 2;
        return half >= width / 2 ? width / 2 : Math.Clamp(middle, half, width - half);
    }
}
