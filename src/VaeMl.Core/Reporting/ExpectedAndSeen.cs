using System.Globalization;
using static VaeMl.Reporting.SvgText;

namespace VaeMl.Reporting;

/// <summary>A value that the model expected and the one that the row has, in the column's own words.</summary>
internal sealed record ExpectedAndSeen(string Expected, string Seen)
{
    // A single-precision number has no more.
    private const int MostDigits = 7;

    /// <param name="column">The column.</param>
    /// <param name="reconstruction">d values that the model expected.</param>
    /// <param name="row">d values that the row has.</param>
    public static ExpectedAndSeen Of(ReportColumn column, ReadOnlySpan<float> reconstruction, ReadOnlySpan<float> row)
    {
        ReadOnlySpan<float> expected = column.In(reconstruction), seen = column.In(row);
        string words = column.IsMissing(row) ? "missing" : column.Column.Describe(seen, CultureInfo.InvariantCulture);
        return column.Column.Kind switch
        {
            ColumnKind.Number => Numbers(expected[0], seen[0]),
            ColumnKind.Boolean => new(Likelier(expected[0]), words),
            _ => new(column.Column.Describe(expected, CultureInfo.InvariantCulture), words),
        };
    }

    /// <summary>Four digits, or as many more as tell the two apart.</summary>
    private static ExpectedAndSeen Numbers(float expected, float seen)
    {
        if (float.IsNaN(seen))
            return new(Value(expected), "missing");
        int digits = 4;
        while (digits < MostDigits && expected != seen && Value(expected, digits) == Value(seen, digits))
            digits++;
        return new(Value(expected, digits), Value(seen, digits));
    }

    private static string Likelier(float probability) => probability >= 0.5f ? $"true ({Percent(probability)})" : $"false ({Percent(1 - probability)})";
}
