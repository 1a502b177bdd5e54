using System.Globalization;

namespace VaeMl.Cli.Cells;

/// <summary>A number as people write it: with a percent sign, a currency sign, thousands separators, or accounting parentheses.</summary>
/// <param name="Value">The number; 0.154 for 15.4 %.</param>
/// <param name="Percent">Whether it has a percent sign.</param>
/// <param name="Currency">The currency sign, or null.</param>
/// <param name="Grouping">Whether it has thousands separators.</param>
internal readonly record struct DecoratedNumber(float Value, bool Percent, char? Currency, Grouping Grouping)
{
    private const int Longest = 64;

    /// <summary>Parses a number.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="point">The decimal mark.</param>
    /// <param name="thousands">The thousands separator, if known.</param>
    /// <param name="number">The number.</param>
    /// <returns>False if the cell is not such a number. The number's grouping then tells whether only the separators are wrong.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, char point, char? thousands, out DecoratedNumber number)
    {
        number = default;
        if (text.IsEmpty || text.Length > Longest)
            return false;
        bool bracketed = text is ['(', _, .., ')'], negative = bracketed, signed = bracketed, percent = false;
        char? currency = null;
        if (bracketed)
            text = text[1..^1].Trim();
        // Signs may be on either side and in any order, but each at most once.
        while (!text.IsEmpty)
        {
            char first = text[0], last = text[^1];
            bool ahead = true;
            if (!signed && (first is '-' or '+' or '\u2212'))
                (negative, signed) = (first != '+', true);
            else if (currency is null && (IsCurrency(first) || IsCurrency(last)))
                (ahead, currency) = (IsCurrency(first), IsCurrency(first) ? first : last);
            else if (!percent && (first == '%' || last == '%'))
                (ahead, percent) = (first == '%', true);
            else
                break;
            text = ahead ? text[1..].TrimStart() : text[..^1].TrimEnd();
        }
        if (text.IsEmpty || (percent && currency is not null))
            return false;
        Span<char> plain = stackalloc char[Longest];
        Grouping grouping = NumberDigits.Read(text, point, thousands, plain, out int length);
        number = new DecoratedNumber(float.NaN, percent, currency, grouping);
        // Parentheses mean a negative amount of money. With other numbers they may mean anything.
        if (grouping == Grouping.Impossible || (bracketed && currency is null && grouping != Grouping.Certain)
            || !double.TryParse(plain[..length], NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double value))
            return false;
        value = percent ? value / 100 : value;
        float single = percent || !float.TryParse(plain[..length], CultureInfo.InvariantCulture, out float exact) ? (float)value : exact;
        number = number with { Value = negative ? -single : single };
        return true;
    }

    private static bool IsCurrency(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol;
}
