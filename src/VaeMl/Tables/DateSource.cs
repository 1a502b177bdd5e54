using Microsoft.ML;
using Microsoft.ML.Data;

namespace VaeMl.Tables;

/// <summary>
/// Reads the date in a source's current row. ML.NET has no missing date. Its loaders use the default value, the first instant of year 1.
/// </summary>
internal sealed class DateSource
{
    private readonly Func<DateTime> _read;

    /// <param name="source">A row or cursor in which the column is active.</param>
    /// <param name="column">A column of dates.</param>
    public DateSource(DataViewRow source, DataViewSchema.Column column) =>
        _read = column.Type is DateTimeDataViewType ? Local(source.GetGetter<DateTime>(column)) : Zoned(source.GetGetter<DateTimeOffset>(column));

    public static bool Reads(DataViewType type) => type is DateTimeDataViewType or DateTimeOffsetDataViewType;

    /// <param name="value">The date and local time, in the value's own time zone.</param>
    /// <returns>False if the date is missing.</returns>
    public bool TryRead(out DateTime value)
    {
        value = _read();
        return value != default;
    }

    private static Func<DateTime> Local(ValueGetter<DateTime> get)
    {
        DateTime value = default;
        return () =>
        {
            get(ref value);
            return value;
        };
    }

    private static Func<DateTime> Zoned(ValueGetter<DateTimeOffset> get)
    {
        DateTimeOffset value = default;
        return () =>
        {
            get(ref value);
            return value.DateTime;
        };
    }
}
