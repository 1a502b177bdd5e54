using System.Globalization;
using csFastFloat;

namespace VaeMl.Cli.Cells;

/// <summary>Parses cells that can be understood without their column: numbers, Booleans and missing values.</summary>
internal static class Cell
{
    /// <summary>What programs and people write for missing values, apart from blank cells. Excel's error values count as missing too.</summary>
    private static readonly HashSet<string> _missing = new(StringComparer.OrdinalIgnoreCase)
    {
        "?", "-", "--", "---", "–", "—", ".", "NA", "N/A", "#N/A", "#NA", "<NA>", "NaN", "-NaN", "NaT", "null", "(null)", "nil", "none", "\\N", "n.a.",
        "1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN", "#DIV/0!", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#NAME?",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _missingSpans = _missing.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Parses a finite number in digits, with nothing around it.</summary>
    public static bool TryReadPlain(ReadOnlySpan<char> cell, char point, out float value) =>
        // The parser also accepts text that merely starts with a number.
        FastFloatParser.TryParseFloat(cell, out int length, out value, NumberStyles.Float, point) && length == cell.Length && float.IsFinite(value);

    /// <summary>Parses a finite number in digits, with nothing around it, from UTF-8.</summary>
    public static bool TryReadPlain(ReadOnlySpan<byte> cell, byte point, out float value) =>
        PlainDecimal.TryRead(cell, point, out value)
        || (FastFloatParser.TryParseFloat(cell, out int length, out value, NumberStyles.Float, point) && length == cell.Length && float.IsFinite(value));

    /// <summary>Parses a number: NaN if it is missing, ±∞ if it is infinite or beyond single precision.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, CultureInfo culture, out float value)
    {
        value = float.NaN;
        // Thousands separators are not allowed: 1,5 must not silently become 15.
        if (text.IsEmpty || float.TryParse(text, NumberStyles.Float, culture, out value))
            return true;
        value = float.NaN;
        return _missingSpans.Contains(text) || TryReadInfinity(text, out value);
    }

    /// <summary>Whether the value of a cell is missing.</summary>
    /// <param name="text">The cell, without surrounding blanks.</param>
    public static bool IsMissing(ReadOnlySpan<char> text) => text.IsEmpty || _missingSpans.Contains(text);

    /// <summary>Parses a Boolean written as a word, to 1 or 0.</summary>
    public static bool TryReadBoolean(ReadOnlySpan<char> text, out float value)
    {
        bool yes = Is(text, "true") || Is(text, "yes");
        value = yes ? 1 : 0;
        return yes || Is(text, "false") || Is(text, "no");
    }

    /// <summary>Whether a cell would be a number in a culture with decimal commas.</summary>
    public static bool HasDecimalComma(ReadOnlySpan<char> text, CultureInfo culture) =>
        culture.NumberFormat.NumberDecimalSeparator == "."
        && text.Count(',') == 1
        && float.TryParse(text.ToString().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static bool TryReadInfinity(ReadOnlySpan<char> text, out float value)
    {
        value = text[0] == '-' ? float.NegativeInfinity : float.PositiveInfinity;
        ReadOnlySpan<char> word = text[0] is '-' or '+' ? text[1..] : text;
        return Is(word, "inf") || Is(word, "Infinity") || word is "∞";
    }

    private static bool Is(ReadOnlySpan<char> text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
