using System.Globalization;

namespace VaeMl.Messages;

/// <summary>Formats a count with its noun, the same in every culture: 1 row, 2 rows.</summary>
internal static class Counted
{
    /// <summary>Formats the count and its noun.</summary>
    /// <param name="count">The count.</param>
    /// <param name="noun">The singular of a noun whose plural ends in s.</param>
    /// <param name="format">The number format; "N0" separates thousands.</param>
    public static string Format(long count, string noun, string format = "D") =>
        $"{count.ToString(format, CultureInfo.InvariantCulture)} {Noun(count, noun)}";

    /// <summary>The noun in singular or plural, without the count.</summary>
    /// <param name="count">The count.</param>
    /// <param name="noun">The singular of a noun whose plural ends in s.</param>
    public static string Noun(long count, string noun) => count == 1 ? noun : noun + "s";
}
