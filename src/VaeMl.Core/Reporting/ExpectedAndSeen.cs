using System.Globalization;
using static VaeMl.Reporting.SvgText;

namespace VaeMl.Reporting;

/// <summary>The value that the model expected and the row's actual value, formatted for the column.</summary>
internal sealed record ExpectedAndSeen(string Expected, string Seen)
{
    // Single precision has no more.
    private const int MostDigits = 7;

    /// <param name="column">The column.</param>
    /// <param name="reconstruction">d values that the model expected.</param>
    /// <param name="row">d values of the row.</param>
    public static ExpectedAndSeen Describe(ReportColumn column, ReadOnlySpan<float> reconstruction, ReadOnlySpan<float> row)
    {
        ReadOnlySpan<float> expected = column.In(reconstruction), seen = column.In(row);
        string words = column.IsMissing(row) ? "missing" : column.Column.Describe(seen, CultureInfo.InvariantCulture);
        return column.Column.Kind switch
        {
            ColumnKind.Boolean => new(Likelier(expected[0], "true", "false"), words),
            ColumnKind.Number when column.IsBinary => new(Likelier(expected[0], "1", "0"), words),
            ColumnKind.Number => Numbers(expected[0], seen[0]),
            _ => new(column.Column.Describe(expected, CultureInfo.InvariantCulture), words),
        };
    }

    /// <summary>Uses four digits, or as many as needed to tell the two values apart.</summary>
    private static ExpectedAndSeen Numbers(float expected, float seen)
    {
        if (float.IsNaN(seen))
            return new(Value(expected), "missing");
        int digits = 4;
        while (digits < MostDigits && expected != seen && Value(expected, digits) == Value(seen, digits))
            digits++;
        return new(Value(expected, digits), Value(seen, digits));
    }

    private static string Likelier(float value, string one, string zero)
    {
        float probability = Math.Clamp(value, 0, 1);
        return probability >= 0.5f ? $"{one} ({Percent(probability)})" : $"{zero} ({Percent(1 - probability)})";
    }
}
