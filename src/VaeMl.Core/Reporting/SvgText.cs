using System.Globalization;
using System.Text;

namespace VaeMl.Reporting;

/// <summary>Writes elements of SVG and HTML.</summary>
internal static class SvgText
{
    // Measured on the wider of the common interface fonts, relative to the font size.
    private const double CharacterWidth = 0.6;

    private static readonly string[] _palette = ["#3f7fd9", "#ec7a3c", "#1fa67a", "#9a63d3", "#d9467a", "#14a3b8"];

    /// <summary>Appends text with numbers in the invariant culture.</summary>
    public static StringBuilder Add(this StringBuilder text, FormattableString more) => text.Append(more.ToString(CultureInfo.InvariantCulture));

    public static string Colour(int number) => _palette[number % _palette.Length];

    /// <summary>Formats a coordinate to a hundredth of a pixel.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Formats a coordinate to a tenth of a pixel, for elements that occur often.</summary>
    public static string Tenth(double value) => (Math.Round(value, 1) + 0.0).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Formats a value for people, with four significant digits unless specified otherwise.</summary>
    public static string Value(double value, int digits = 4)
    {
        if (Math.Abs(value) is not (>= 1000 and < 1e7))
            return value.ToString($"G{digits}", CultureInfo.InvariantCulture);
        int decimals = Math.Max(0, digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value))));
        return value.ToString(decimals == 0 ? "F0" : $"0.{new string('#', decimals)}", CultureInfo.InvariantCulture);
    }

    /// <summary>Formats a share as a percentage; a dash for NaN.</summary>
    public static string Percent(double share) => double.IsNaN(share) ? "–" : Percents(share).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    /// <summary>Escapes text for elements and attributes. Characters that XML cannot hold, or that change the text direction, become U+FFFD.</summary>
    public static string Escape(string text)
    {
        StringBuilder safe = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => safe.Append("&amp;"),
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '"' => safe.Append("&quot;"),
                '\'' => safe.Append("&#39;"),
                '\t' or '\n' or '\r' => safe.Append(' '),
                < 0x20 or (>= 0x7F and < 0xA0) or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFFFE or 0xFFFF => safe.Append('\uFFFD'),
                _ => safe.Append(rune.ToString()),
            };
        }
        return safe.ToString();
    }

    /// <summary>The approximate width of a text in pixels at a font size, for layouts that cannot measure text.</summary>
    public static double WidthOf(string text, double size) => size * text.Sum(WidthOf);

    /// <summary>The beginning of a text that fits the width.</summary>
    public static string Fit(string text, double size, double width)
    {
        if (WidthOf(text, size) <= width)
            return text;
        int end = 0;
        for (double left = width / size - 2 * CharacterWidth; end < text.Length && (left -= WidthOf(text[end])) >= -CharacterWidth; end++)
        {
        }
        return Start(text, end);
    }

    /// <summary>A text that fits the width in a plot. If it is cut, its title has the whole text.</summary>
    public static string Fitted(string text, double size, double width)
    {
        string fit = Fit(text, size, width);
        return fit == text ? Escape(text) : $"{Escape(fit)}<title>{Escape(text)}</title>";
    }

    /// <summary>A text for the page. If it is longer than the limit it is cut, and its title has the whole text.</summary>
    public static string Short(string text, int most = 40) => text.Length <= most
        ? $"<span class=\"data\">{Escape(text)}</span>"
        : $"<span class=\"data\" title=\"{Escape(text)}\">{Escape(Start(text, most - 1))}</span>";

    // East Asian characters are as wide as they are high.
    private static double WidthOf(char character) => character >= '\u2E80' ? 1 : CharacterWidth;

    private static string Start(string text, int length)
    {
        length = Math.Max(1, length);
        // Do not cut within a surrogate pair.
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + "…";
    }

    /// <summary>Shares near 0 or 100 % keep more digits, so that they are not rounded to these.</summary>
    private static double Percents(double share) => Math.Round(100 * share, Math.Abs(share) is < 0.01 or > 0.99 ? 2 : 1) + 0.0;
}
