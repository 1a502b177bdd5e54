using System.Globalization;

namespace VaeMl.Distributions;

/// <summary>Checks arguments. A message names the argument, the allowed range and the value received.</summary>
internal static class Require
{
    private const int MostNamed = 5;

    public static void Size(int actual, int expected, string name)
    {
        if (actual == expected)
            return;
        string message = Invariant($"{name} must have the distribution's size, {expected}, but has {actual} element(s).");
        throw new ArgumentException(message, name);
    }

    public static void AtLeastOne(int value, string name)
    {
        if (value < 1)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 1.");
    }

    /// <summary>Throws one exception with all violations; null stands for none.</summary>
    public static void None(params ReadOnlySpan<string?> violations)
    {
        string message = string.Join(' ', violations.ToArray().Where(violation => violation is not null));
        if (message.Length > 0)
            throw new ArgumentException(message);
    }

    public static string? Empty(ReadOnlySpan<double> values, string name) =>
        values.IsEmpty ? $"{name} must have at least one element." : null;

    public static string? Unequal(int size, string name, int otherSize, string otherName) =>
        size == otherSize
            ? null
            : Invariant($"{name} and {otherName} must have the same size, but have {size} and {otherSize} element(s).");

    public static string? NotFinite(ReadOnlySpan<double> values, string name) =>
        Violation(values, name, double.IsFinite, "finite");

    public static string? NotPositive(ReadOnlySpan<double> values, string name) =>
        Violation(values, name, value => double.IsFinite(value) && value > 0, "greater than 0 and finite");

    public static string? OutsideUnitInterval(ReadOnlySpan<double> values, string name) =>
        Violation(values, name, value => value is >= 0 and <= 1, "in [0, 1]");

    private static string? Violation(ReadOnlySpan<double> values, string name, Predicate<double> allowed, string range)
    {
        List<string> named = [];
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (allowed(values[i]))
                continue;
            if (++count <= MostNamed)
                named.Add(Invariant($"{name}[{i}] is {values[i]}"));
        }

        if (count == 0)
            return null;
        string more = count > MostNamed ? Invariant($", and {count - MostNamed} more") : "";
        return $"{name} must be {range}, but {string.Join(", ", named)}{more}.";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
