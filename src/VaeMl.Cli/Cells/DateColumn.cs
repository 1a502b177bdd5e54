using System.Globalization;

namespace VaeMl.Cli.Cells;

/// <summary>A column of dates or times.</summary>
/// <param name="column">The column.</param>
/// <param name="culture">The culture of the dates.</param>
internal sealed class DateColumn(SchemaColumn column, CultureInfo culture) : ColumnReader
{
    private readonly DateParser _dates = new(culture);

    public override int Width => column.FeatureNames.Count;

    public override string Expected => "is not a date";

    public override bool TryRead(ReadOnlySpan<char> cell, int line, Span<float> values)
    {
        cell = cell.Trim();
        if (Cell.IsMissing(cell))
        {
            values.Fill(float.NaN);
            return true;
        }
        if (!_dates.TryRead(cell, out DateTime date))
            return false;
        column.Encode(date, values);
        return true;
    }
}
