using Microsoft.ML;
using Microsoft.ML.Data;

namespace VaeMl.Tables;

/// <summary>Tells the date in a source's present row. ML.NET has no missing date; the default one, the year 1's first instant, is what its loaders put there.</summary>
internal sealed class DateSource
{
    private readonly Func<DateTime> _read;

    /// <param name="source">A row or cursor in which the column is active.</param>
    /// <param name="column">Of dates.</param>
    public DateSource(DataViewRow source, DataViewSchema.Column column) =>
        _read = column.Type is DateTimeDataViewType ? Local(source.GetGetter<DateTime>(column)) : Zoned(source.GetGetter<DateTimeOffset>(column));

    public static bool Reads(DataViewType type) => type is DateTimeDataViewType or DateTimeOffsetDataViewType;

    /// <param name="value">The date and time on the clock where it was taken down.</param>
    /// <returns>Whether there is one.</returns>
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
