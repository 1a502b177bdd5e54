using System.Globalization;

namespace VaeMl.Messages;

/// <summary>Writes numbers of things, the same in every locale: 1 row, 2 rows.</summary>
internal static class Counted
{
    /// <summary>The number and its noun.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">The singular of a noun whose plural ends in s.</param>
    /// <param name="format">The number's format: "N0" parts its thousands.</param>
    public static string Format(long count, string noun, string format = "D") =>
        $"{count.ToString(format, CultureInfo.InvariantCulture)} {Noun(count, noun)}";

    /// <summary>The noun alone, for a number that stands elsewhere.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">The singular of a noun whose plural ends in s.</param>
    public static string Noun(long count, string noun) => count == 1 ? noun : noun + "s";
}
