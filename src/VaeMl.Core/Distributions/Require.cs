namespace VaeMl.Distributions;

/// <summary>Checks arguments. A message names the argument, the allowed range and the value received.</summary>
internal static class Require
{
    public static void Size(int actual, int expected, string name)
    {
        if (actual == expected)
            return;
        string message = FormattableString.Invariant($"{name} must have the distribution's size, {expected}, but has {actual} element(s).");
        throw new ArgumentException(message, name);
    }

    public static void AtLeastOne(int value, string name)
    {
        if (value < 1)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 1.");
    }

    /// <summary>Throws one exception with all violations; null stands for none.</summary>
    public static void NoViolation(params ReadOnlySpan<string?> violations)
    {
        string message = string.Join(' ', violations.ToArray().Where(violation => violation is not null));
        if (message.Length > 0)
            throw new ArgumentException(message);
    }
}
