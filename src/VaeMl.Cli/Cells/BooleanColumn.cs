using System.Globalization;

namespace VaeMl.Cli.Cells;

/// <summary>A Boolean column, written in words or as 1 and 0.</summary>
/// <param name="culture">The culture of numbers.</param>
internal sealed class BooleanColumn(CultureInfo culture) : ColumnReader
{
    public override string Expected => "is neither true nor false";

    public override bool TryRead(ReadOnlySpan<char> cell, int line, Span<float> values)
    {
        cell = cell.Trim();
        return Cell.TryReadBoolean(cell, out values[0]) || (Cell.TryRead(cell, culture, out values[0]) && values[0] is 0 or 1 or float.NaN);
    }
}
