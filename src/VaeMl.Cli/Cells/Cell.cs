using System.Globalization;
using csFastFloat;

namespace VaeMl.Cli.Cells;

/// <summary>Reads the cells that need no column around them to be understood: numbers, truth and marks of what is missing.</summary>
internal static class Cell
{
    /// <summary>What programs and people write where a value is missing, beside nothing at all. Those of Excel's faults are no values either.</summary>
    private static readonly HashSet<string> _missing = new(StringComparer.OrdinalIgnoreCase)
    {
        "?", "-", "--", "---", "–", "—", ".", "NA", "N/A", "#N/A", "#NA", "<NA>", "NaN", "-NaN", "NaT", "null", "(null)", "nil", "none", "\\N", "n.a.",
        "1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN", "#DIV/0!", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#NAME?",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _missingSpans = _missing.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>A finite number in digits, with nothing around it.</summary>
    public static bool TryReadPlain(ReadOnlySpan<char> cell, char point, out float value) =>
        // The parser would be content with a number at the text's beginning.
        FastFloatParser.TryParseFloat(cell, out int length, out value, NumberStyles.Float, point) && length == cell.Length && float.IsFinite(value);

    /// <summary>As above, of UTF-8.</summary>
    public static bool TryReadPlain(ReadOnlySpan<byte> cell, byte point, out float value) =>
        PlainDecimal.TryRead(cell, point, out value)
        || (FastFloatParser.TryParseFloat(cell, out int length, out value, NumberStyles.Float, point) && length == cell.Length && float.IsFinite(value));

    /// <summary>A cell's number; NaN where it is missing, ±∞ where it is infinite or beyond single precision.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, CultureInfo culture, out float value)
    {
        value = float.NaN;
        // No thousands separators: 1,5 must not quietly become 15.
        if (text.IsEmpty || float.TryParse(text, NumberStyles.Float, culture, out value))
            return true;
        value = float.NaN;
        return _missingSpans.Contains(text) || TryReadInfinity(text, out value);
    }

    /// <summary>Whether a cell holds no value.</summary>
    /// <param name="text">The cell, without blanks around it.</param>
    public static bool IsMissing(ReadOnlySpan<char> text) => text.IsEmpty || _missingSpans.Contains(text);

    /// <summary>A cell's truth, 1 or 0, where it is written as a word.</summary>
    public static bool TryReadBoolean(ReadOnlySpan<char> text, out float value)
    {
        bool yes = Is(text, "true") || Is(text, "yes");
        value = yes ? 1 : 0;
        return yes || Is(text, "false") || Is(text, "no");
    }

    /// <summary>Whether another culture's decimal mark is why a cell is not read as a number.</summary>
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
