using System.Globalization;

namespace VaeMl.Cli.Csv;

/// <summary>Reads numbers from cells.</summary>
internal static class Cell
{
    /// <summary>A cell's number; NaN where it is missing (blank, NA, NaN, ?), ±∞ where it is infinite or beyond single precision.</summary>
    public static bool TryRead(string text, CultureInfo culture, out float value)
    {
        value = float.NaN;
        if (text.Length == 0 || text is "?")
            return true;
        // No thousands separators: 1,5 must not quietly become 15.
        if (float.TryParse(text, NumberStyles.Float, culture, out value))
            return true;
        value = float.NaN;
        return Is(text, "NA") || Is(text, "NaN") || TryReadInfinity(text, out value);
    }

    /// <summary>Whether another culture's decimal mark is why a cell is not read as a number.</summary>
    public static bool HasDecimalComma(string text, CultureInfo culture) =>
        culture.NumberFormat.NumberDecimalSeparator == "."
        && text.Count(c => c == ',') == 1
        && float.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static bool TryReadInfinity(string text, out float value)
    {
        value = text[0] == '-' ? float.NegativeInfinity : float.PositiveInfinity;
        string word = text[0] is '-' or '+' ? text[1..] : text;
        return Is(word, "inf") || Is(word, "Infinity") || word is "∞";
    }

    private static bool Is(string text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
