using System.Globalization;
using System.Xml.Linq;

namespace VaeMl.Tests.Reporting;

/// <summary>Reads a plot's values off its axes, as a reader of the report does.</summary>
internal sealed class PlotReading
{
    private readonly XElement _plot;
    private readonly XElement _area;
    private readonly (double At, double Value)[] _across;
    private readonly (double At, double Value)[] _down;

    /// <param name="plot">The picture.</param>
    public PlotReading(XElement plot)
    {
        _plot = plot;
        _area = plot.Elements().Single(e => e.Name.LocalName == "svg");
        // Each tick is a line and behind it its label; those of the vertical axis are level.
        XElement[] axes = [.. plot.Elements().First(e => e.Name.LocalName == "g").Elements()];
        var ticks = axes.Zip(axes.Skip(1)).Where(pair => pair.First.Name.LocalName == "line" && double.TryParse(pair.Second.Value, CultureInfo.InvariantCulture, out _)).ToArray();
        _down = [.. ticks.Where(tick => IsLevel(tick.First)).Select(tick => (Of(tick.First, "y1"), double.Parse(tick.Second.Value, CultureInfo.InvariantCulture)))];
        _across = [.. ticks.Where(tick => !IsLevel(tick.First)).Select(tick => (Of(tick.First, "x1"), double.Parse(tick.Second.Value, CultureInfo.InvariantCulture)))];
    }

    /// <summary>The plot of a page or a picture that has a title.</summary>
    public static PlotReading Of(string text, string title) => new(
        XDocument.Parse(text).Descendants().Single(e => e.Name.LocalName == "svg" && e.Attribute("aria-label")?.Value == title));

    /// <summary>The points of all lines, in the order in which they are drawn.</summary>
    public (double X, double Y)[][] Lines(bool dashed) =>
        [.. _area.Elements().Where(e => e.Name.LocalName == "polyline" && e.Attribute("stroke-dasharray") is not null == dashed)
            .Select(line => line.Attribute("points")!.Value.Split(' ').Select(Point).ToArray())];

    /// <summary>The points of a kind of dots.</summary>
    public (double X, double Y)[] Dots(string kind) =>
        [.. _area.Elements().Single(e => e.Attribute("class")?.Value == kind).Attribute("d")!.Value
            .Split(['M', 'h'], StringSplitOptions.RemoveEmptyEntries).Where(part => part.Contains(' ', StringComparison.Ordinal)).Select(Point)];

    /// <summary>The places of all points, in the order in which they are drawn.</summary>
    public (double X, double Y)[] Circles =>
        [.. _area.Descendants().Where(e => e.Name.LocalName == "circle").Select(point => (X(Of(point, "cx")), Y(Of(point, "cy"))))];

    /// <summary>The value at which a level line stands.</summary>
    public double Level => Y(Of(_area.Elements().Single(e => e.Name.LocalName == "line"), "y1"));

    /// <summary>The value at which an upright line stands.</summary>
    public double Upright => X(Of(_area.Elements().Single(e => e.Name.LocalName == "line"), "x1"));

    /// <summary>The names in the legend with their colours.</summary>
    public (string Name, string Colour)[] Legend
    {
        get
        {
            XElement[] elements = [.. _plot.Elements()];
            return [.. elements.Zip(elements.Skip(1)).Where(pair => pair is { First.Name.LocalName: "line", Second.Name.LocalName: "text" })
                .Select(pair => (pair.Second.Value, pair.First.Attribute("stroke")!.Value))];
        }
    }

    private (double X, double Y) Point(string text)
    {
        double[] at = [.. text.Split(',', ' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        return (X(at[0]), Y(at[1]));
    }

    private double X(double at) => Read(_across, at + Of(_area, "x"));

    private double Y(double at) => Read(_down, at + Of(_area, "y"));

    private static double Read((double At, double Value)[] ticks, double at) =>
        ticks[0].Value + (at - ticks[0].At) * (ticks[^1].Value - ticks[0].Value) / (ticks[^1].At - ticks[0].At);

    private static bool IsLevel(XElement line) => line.Attribute("y1")!.Value == line.Attribute("y2")!.Value;

    private static double Of(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
