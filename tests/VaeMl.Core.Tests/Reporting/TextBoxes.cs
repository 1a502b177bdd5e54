using System.Globalization;
using System.Xml.Linq;

namespace VaeMl.Tests.Reporting;

/// <summary>Where the texts of a picture stand, roughly, and whether one lies over another or leaves the picture.</summary>
internal static class TextBoxes
{
    // The width that layouts reckon with; most fonts are narrower.
    private const double CharacterWidth = 0.6;

    /// <summary>Checks all plots of a page.</summary>
    public static void AssertReadable(XDocument page) => Assert.All(page.Descendants("svg").Where(svg => svg.Attribute("role") is not null), AssertReadable);

    private static void AssertReadable(XElement svg)
    {
        double[] view = [.. svg.Attribute("viewBox")!.Value.Split(' ').Select(Parse)];
        (string Text, double Left, double Top, double Right, double Bottom)[] boxes = [.. svg.Descendants().Where(e => e.Name.LocalName == "text").Select(Box)];
        Assert.All(boxes, box => Assert.True(
            box.Left >= -0.5 && box.Top >= -0.5 && box.Right <= view[2] + 0.5 && box.Bottom <= view[3] + 0.5, $"{box} leaves the picture {view[2]} × {view[3]}."));
        for (int i = 0; i < boxes.Length; i++)
            for (int j = i + 1; j < boxes.Length; j++)
                Assert.False(
                    boxes[i].Left < boxes[j].Right && boxes[j].Left < boxes[i].Right && boxes[i].Top < boxes[j].Bottom && boxes[j].Top < boxes[i].Bottom,
                    $"{boxes[i]} lies over {boxes[j]}.");
    }

    private static (string, double, double, double, double) Box(XElement text)
    {
        string shown = string.Concat(text.Nodes().OfType<XText>().Select(t => t.Value));
        double size = Parse(text.AncestorsAndSelf().Select(e => e.Attribute("font-size")?.Value).First(value => value is not null)!);
        double width = CharacterWidth * size * shown.Length, ascent = 0.75 * size, descent = 0.2 * size;
        if (text.Attribute("transform") is { } transform)
        {
            // translate(x y) rotate(-90), anchored in the middle: it runs upwards.
            double[] at = [.. transform.Value.Split('(', ')')[1].Split(' ').Select(Parse)];
            return (shown, at[0] - ascent, at[1] - width / 2, at[0] + descent, at[1] + width / 2);
        }
        XElement[] outer = [.. text.Ancestors().Where(e => e.Name.LocalName == "svg" && e.Attribute("x") is not null)];
        double x = Parse(text.Attribute("x")!.Value) + outer.Sum(e => Parse(e.Attribute("x")!.Value));
        double y = Parse(text.Attribute("y")!.Value) + outer.Sum(e => Parse(e.Attribute("y")!.Value));
        double left = text.Attribute("text-anchor")?.Value switch { "end" => x - width, "middle" => x - width / 2, _ => x };
        return (shown, left, y - ascent, left + width, y + descent);
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
