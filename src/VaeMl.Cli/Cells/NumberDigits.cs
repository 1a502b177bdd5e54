namespace VaeMl.Cli.Cells;

/// <summary>Parses the digits of a number that may have thousands separators.</summary>
internal static class NumberDigits
{
    /// <summary>Thousands separators that are not a decimal mark in any culture: apostrophes and non-breaking spaces.</summary>
    private const string GroupMarks = "'’\u00a0\u202f";

    /// <summary>Parses a number and writes it without thousands separators.</summary>
    /// <param name="text">Digits, marks and optionally an exponent, without a sign.</param>
    /// <param name="point">The decimal mark.</param>
    /// <param name="thousands">The thousands separator, if known.</param>
    /// <param name="plain">Receives the number with a decimal point; at least as long as the text.</param>
    /// <param name="length">The number of characters written.</param>
    public static Grouping Read(ReadOnlySpan<char> text, char point, char? thousands, Span<char> plain, out int length)
    {
        length = 0;
        int end = text.IndexOfAny(point, 'e', 'E');
        ReadOnlySpan<char> whole = end < 0 ? text : text[..end];
        char other = point == ',' ? '.' : ',';
        int mark = whole.IndexOfAnyExceptInRange('0', '9');
        char group = mark < 0 ? '\0' : whole[mark];
        if (mark >= 0 && group != other && group != thousands && !GroupMarks.Contains(group))
            return Grouping.Impossible;
        if (mark >= 0 && !IsGrouped(whole, group, group == thousands))
            return Grouping.Impossible;
        foreach (char c in whole)
            if (c != group)
                plain[length++] = c;
        foreach (char c in end < 0 ? default : text[end..])
            plain[length++] = c == point ? '.' : c;
        if (mark < 0)
            return Grouping.None;
        bool certain = group != other || group == thousands || whole.Count(group) > 1 || (end >= 0 && text[end] == point);
        return certain ? Grouping.Certain : Grouping.Ambiguous;
    }

    /// <summary>
    /// Whether digits are in groups of three, where the first has one to three digits and does not start with 0. Optionally, Indian groups
    /// such as 12,34,567 are accepted too.
    /// </summary>
    private static bool IsGrouped(ReadOnlySpan<char> whole, char group, bool alsoPairs)
    {
        if (whole[0] == '0')
            return false;
        bool pairs = false, triples = false, first = true;
        while (true)
        {
            int length = whole.IndexOf(group);
            ReadOnlySpan<char> digits = length < 0 ? whole : whole[..length];
            if (digits.IsEmpty || digits.Length > 3 || digits.ContainsAnyExceptInRange('0', '9'))
                return false;
            if (length < 0)
                return digits.Length == 3 && !(pairs && (triples || !alsoPairs));
            if (!first)
                (pairs, triples) = (pairs || digits.Length == 2, triples || digits.Length == 3);
            if (!first && digits.Length == 1)
                return false;
            first = false;
            whole = whole[(length + 1)..];
        }
    }
}
