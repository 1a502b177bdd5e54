using System.Globalization;
using System.Text;

namespace VaeMl.Reporting;

/// <summary>Writes elements of SVG and HTML.</summary>
internal static class SvgText
{
    // Measured on the wider of the common interface fonts, in units of the font's size.
    private const double CharacterWidth = 0.6;

    private static readonly string[] _palette = ["#3f7fd9", "#ec7a3c", "#1fa67a", "#9a63d3", "#d9467a", "#14a3b8"];

    /// <summary>Adds text whose numbers are written the same in every locale.</summary>
    public static StringBuilder Add(this StringBuilder text, FormattableString more) => text.Append(more.ToString(CultureInfo.InvariantCulture));

    public static string Colour(int number) => _palette[number % _palette.Length];

    /// <summary>A coordinate, to a hundredth of a pixel.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A coordinate, to a tenth of a pixel, for what there is much of.</summary>
    public static string Tenth(double value) => (Math.Round(value, 1) + 0.0).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A value for people to read, with four significant digits or another number of them.</summary>
    public static string Value(double value, int digits = 4)
    {
        if (Math.Abs(value) is not (>= 1000 and < 1e7))
            return value.ToString($"G{digits}", CultureInfo.InvariantCulture);
        int decimals = Math.Max(0, digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value))));
        return value.ToString(decimals == 0 ? "F0" : $"0.{new string('#', decimals)}", CultureInfo.InvariantCulture);
    }

    /// <summary>A share in per cent; a dash for none.</summary>
    public static string Percent(double share) => double.IsNaN(share) ? "–" : Percents(share).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    /// <summary>Text that is safe in elements and attributes; what XML cannot hold, and what would turn the text around, becomes U+FFFD.</summary>
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

    /// <summary>A text's rough width in pixels at a size, for layouts that cannot measure.</summary>
    public static double WidthOf(string text, double size) => size * text.Sum(WidthOf);

    /// <summary>The start of a text that fits a width.</summary>
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

    /// <summary>A text for a place of limited width in a plot; if it is cut, the whole is its title.</summary>
    public static string Fitted(string text, double size, double width)
    {
        string fit = Fit(text, size, width);
        return fit == text ? Escape(text) : $"{Escape(fit)}<title>{Escape(text)}</title>";
    }

    /// <summary>A text of a page; if it is longer than a number of characters it is cut, and the whole is its title.</summary>
    public static string Short(string text, int most = 40) => text.Length <= most
        ? $"<span class=\"data\">{Escape(text)}</span>"
        : $"<span class=\"data\" title=\"{Escape(text)}\">{Escape(Start(text, most - 1))}</span>";

    // The scripts of East Asia fill their square.
    private static double WidthOf(char character) => character >= '\u2E80' ? 1 : CharacterWidth;

    private static string Start(string text, int length)
    {
        length = Math.Max(1, length);
        // Half a pair is no character.
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + "…";
    }

    /// <summary>Shares near all or nothing keep their digits, so that they do not round to all or nothing.</summary>
    private static double Percents(double share) => Math.Round(100 * share, Math.Abs(share) is < 0.01 or > 0.99 ? 2 : 1) + 0.0;
}
