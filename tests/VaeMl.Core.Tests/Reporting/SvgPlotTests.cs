using System.Globalization;
using System.Xml.Linq;
using VaeMl.Reporting;

namespace VaeMl.Tests.Reporting;

public class SvgPlotTests
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    private static readonly double[] _x = [1, 2, 3, 4];

    private static readonly SvgPlot _plot = new() { Title = "A < B & \"C\" \u0001", XTitle = "x'", YTitle = "y" };

    public static TheoryData<string> Plots => [
        _plot.Lines(new PlotSeries("one", _x, [1, double.NaN, 3, double.PositiveInfinity]), new PlotSeries("<two>", _x, _x) { Dashed = true }),
        _plot.Lines(),
        _plot.Lines(new PlotSeries("flat", _x, [5, 5, 5, 5])),
        _plot.Scatter(new PlotSeries("a", _x, _x), new PlotSeries("b", [], [])),
        _plot.Histogram([new PlotSample("a", _x), new PlotSample("none", [])], 2.5, "here"),
        _plot.Histogram([]),
        (_plot with { XRange = (0, 2) }).Histogram([new PlotSample("a", _x)], double.PositiveInfinity),
        _plot.Bars(new PlotBar("up", 3), new PlotBar("down", -2), new PlotBar("a very long name that does not fit into the space for names, by far, and further", double.NaN)),
        _plot.Bars(),
    ];

    [Theory]
    [MemberData(nameof(Plots))]
    public void IsWellFormed(string svg)
    {
        XElement root = XDocument.Parse(svg).Root!;
        Assert.Equal(_svg + "svg", root.Name);
        Assert.Equal("A < B & \"C\" \uFFFD", root.Element(_svg + "text")!.Value);
        Assert.DoesNotContain("NaN", string.Concat(root.DescendantsAndSelf().Attributes().Select(a => a.Value)), StringComparison.Ordinal);
        Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void DrawsWhatItIsGiven()
    {
        XElement scatter = XDocument.Parse(_plot.Scatter(new PlotSeries("a", _x, _x), new PlotSeries("b", _x, [0, double.NaN, 0, 0]))).Root!;
        Assert.Equal(7, scatter.Descendants(_svg + "circle").Count());
        Assert.Contains(scatter.Elements(_svg + "text"), t => t.Value == "b");
        XElement lines = XDocument.Parse(_plot.Lines(new PlotSeries("a", [0, 10], [0, 10]))).Root!;
        Assert.Equal(2, lines.Descendants(_svg + "polyline").Single().Attribute("points")!.Value.Split(' ').Length);
    }

    [Fact]
    public void HistogramsShowSharesAndKeepOutliersInTheOutermostBars()
    {
        string svg = new SvgPlot { XRange = (0, 2), YRange = (0, 1), Height = 200 }.Histogram([new PlotSample("a", [0.5, 1.5, 1.6, 99])], bins: 2);
        double[] heights = [.. XDocument.Parse(svg).Descendants(_svg + "rect").Select(r => double.Parse(r.Attribute("height")!.Value, CultureInfo.InvariantCulture))];
        Assert.Equal(2, heights.Length);
        Assert.Equal(3, heights[1] / heights[0], 0.01);
        Assert.Contains("outer bars include values beyond", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void LongSeriesAreThinned()
    {
        double[] x = [.. Enumerable.Range(0, 100_000).Select(i => (double)i)];
        string svg = new SvgPlot().Lines(new PlotSeries("long", x, x));
        Assert.InRange(svg.Length, 1_000, 30_000);
        // Every 79th of 100,000 for twice the width of 640, and the last.
        (double X, double Y)[] points = Assert.Single(new PlotReading(XDocument.Parse(svg).Root!).Lines(dashed: false));
        Assert.Equal(100_000 / 79 + 2, points.Length);
        Assert.InRange(points[^1].X, 99_800, 100_200);
        Assert.Equal(640, Assert.Single(new PlotReading(XDocument.Parse(new SvgPlot { Width = 320 }.Lines(new PlotSeries("all", x[..640], x[..640]))).Root!).Lines(dashed: false)).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SvgPlot().Histogram([], bins: 0));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public void IsTheSameInEveryLocale(string locale)
    {
        string expected = Draw(), actual;
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(locale);
        try
        {
            actual = Draw();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.Equal(expected, actual);

        static string Draw() =>
            _plot.Lines(new PlotSeries("a", [-1.5, 2.25], [-0.001, 12345.678])) + _plot.Bars(new PlotBar("a", -1.5), new PlotBar("b", 1e7));
    }
}
