namespace VaeMl.Distributions;

/// <summary>Describes how an argument violates a requirement, for <see cref="Require.NoViolation"/>; null if it meets it.</summary>
internal static class Violation
{
    private const int MostNamed = 5;

    public static string? IfEmpty(ReadOnlySpan<double> values, string name) =>
        values.IsEmpty ? $"{name} must have at least one element." : null;

    public static string? IfSizesDiffer(int size, string name, int otherSize, string otherName) =>
        size == otherSize
            ? null
            : FormattableString.Invariant($"{name} and {otherName} must have the same size, but have {size} and {otherSize} element(s).");

    public static string? IfNotFinite(ReadOnlySpan<double> values, string name) =>
        Describe(values, name, double.IsFinite, "finite");

    public static string? IfNotPositive(ReadOnlySpan<double> values, string name) =>
        Describe(values, name, value => double.IsFinite(value) && value > 0, "greater than 0 and finite");

    public static string? IfOutsideUnitInterval(ReadOnlySpan<double> values, string name) =>
        Describe(values, name, value => value is >= 0 and <= 1, "in [0, 1]");

    private static string? Describe(ReadOnlySpan<double> values, string name, Predicate<double> allowed, string range)
    {
        List<string> named = [];
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (allowed(values[i]))
                continue;
            if (++count <= MostNamed)
                named.Add(FormattableString.Invariant($"{name}[{i}] is {values[i]}"));
        }

        if (count == 0)
            return null;
        string more = count > MostNamed ? FormattableString.Invariant($", and {count - MostNamed} more") : "";
        return $"{name} must be {range}, but {string.Join(", ", named)}{more}.";
    }
}
