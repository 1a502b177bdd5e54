namespace VaeMl.Cli.Cells;

/// <summary>The digits of a number whose thousands may be parted.</summary>
internal static class NumberDigits
{
    /// <summary>Marks that part thousands and are no decimal mark anywhere: apostrophes and blanks that do not break.</summary>
    private const string GroupMarks = "'’\u00a0\u202f";

    /// <summary>Takes a number apart and writes it without marks between its thousands.</summary>
    /// <param name="text">Digits, marks and perhaps an exponent, without a sign.</param>
    /// <param name="point">The decimal mark.</param>
    /// <param name="thousands">What parts thousands, if that is known.</param>
    /// <param name="plain">Room for as many characters; it takes the number with a decimal point.</param>
    /// <param name="length">How many were written.</param>
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
        return certain ? Grouping.Certain : Grouping.Open;
    }

    /// <summary>Whether digits are in groups of three, the first of one to three and not beginning with 0; or, where asked for, as 12,34,567 in India.</summary>
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
