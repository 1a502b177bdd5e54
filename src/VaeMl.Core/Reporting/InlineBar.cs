using System.Globalization;
using static VaeMl.Reporting.SvgText;

namespace VaeMl.Reporting;

/// <summary>A bar within a line of text. It is an SVG because browsers print pages without backgrounds.</summary>
internal static class InlineBar
{
    /// <param name="share">The part of the line that it fills, in [−1, 1]. Negative values have another colour.</param>
    public static string Draw(double share) => string.Create(CultureInfo.InvariantCulture,
        $"<svg class=\"bar\" viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"{Tenth(Math.Clamp(100 * Math.Abs(share), 0.5, 100))}\" height=\"4\" fill=\"{Colour(share < 0 ? 0 : 1)}\"/></svg>");
}
