using System.Globalization;

namespace VaeMl.Tests.Cli;

/// <summary>Small CSV texts.</summary>
internal static class Tables
{
    /// <summary>Two related columns a and b of finite numbers with header.</summary>
    public static string Two(int rows = 40, char separator = ',', CultureInfo? culture = null) => Text(Values(rows), separator, culture);

    public static float[][] Values(int rows, int seed = 1)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, rows).Select(_ =>
        {
            float a = random.NextSingle() * 10;
            return new[] { a, 2 * a + random.NextSingle() };
        })];
    }

    public static string Text(float[][] rows, char separator = ',', CultureInfo? culture = null) => string.Join(
        '\n', rows.Select(row => string.Join(separator, row.Select(v => Quoted(v.ToString(culture ?? CultureInfo.InvariantCulture), separator))))
            .Prepend($"a{separator}b")) + "\n";

    private static string Quoted(string cell, char separator) => cell.Contains(separator) ? $"\"{cell}\"" : cell;
}
