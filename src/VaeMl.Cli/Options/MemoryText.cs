using System.Globalization;
using VaeMl.Cli.Failures;

namespace VaeMl.Cli.Options;

/// <summary>Parses amounts of memory: 512M, 2G, 1.5GiB, 1000000.</summary>
internal static class MemoryText
{
    private const string Units = "KMGT";

    /// <param name="text">The amount; K, M, G and T are powers of 1024.</param>
    /// <param name="flag">The flag's name.</param>
    /// <returns>The amount in bytes.</returns>
    /// <exception cref="UsageException">The text is not an amount, or the amount is below what training needs or beyond 64 bits.</exception>
    public static long Read(string text, string flag)
    {
        string amount = text.Trim().ToUpperInvariant();
        amount = amount.EndsWith("IB", StringComparison.Ordinal) ? amount[..^2] : amount.EndsWith('B') ? amount[..^1] : amount;
        int unit = amount.Length > 0 ? Units.IndexOf(amount[^1], StringComparison.Ordinal) + 1 : 0;
        if (!double.TryParse(unit > 0 ? amount[..^1] : amount, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out double number))
            throw new UsageException($"{flag} takes an amount of memory such as 512M or 2G; '{text}' was given.");
        double bytes = number * Math.Pow(1024, unit);
        if (bytes < VaeDataBuilder.LeastMemory)
            throw new UsageException($"{flag} takes at least {VaeDataBuilder.LeastMemory >> 20}M; '{text}' was given.");
        return bytes < long.MaxValue ? (long)bytes : throw new UsageException($"{flag} takes less than {1 << 23}T; '{text}' was given.");
    }
}
