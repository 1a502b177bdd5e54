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

    /// <summary>A value for people to read, with four significant digits.</summary>
    public static string Value(double value) => Math.Abs(value) is >= 1000 and < 1e7
        ? value.ToString("F0", CultureInfo.InvariantCulture)
        : value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>Text that is safe in elements and attributes; what XML cannot hold becomes U+FFFD.</summary>
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
                < 0x20 or 0xFFFE or 0xFFFF => safe.Append('\uFFFD'),
                _ => safe.Append(rune.ToString()),
            };
        }
        return safe.ToString();
    }

    /// <summary>A text's rough width in pixels at a size, for layouts that cannot measure.</summary>
    public static double WidthOf(string text, double size) => CharacterWidth * size * text.Length;

    /// <summary>The start of a text that fits a width.</summary>
    public static string Fit(string text, double size, double width) =>
        WidthOf(text, size) <= width ? text : text[..Math.Max(1, (int)(width / (CharacterWidth * size)) - 1)] + "…";
}
