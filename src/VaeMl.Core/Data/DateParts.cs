namespace VaeMl;

/// <summary>What of a date becomes features.</summary>
[Flags]
public enum DateParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The time of day, as sine and cosine of its angle on a clock of 24 hours: 23:59 is next to 0:00.</summary>
    TimeOfDay = 1,

    /// <summary>The day of the week, as sine and cosine of its angle on a circle of seven days, Monday being 0.</summary>
    DayOfWeek = 2,

    /// <summary>The days since the column's <see cref="SchemaColumn.Origin"/>.</summary>
    Elapsed = 4,
}
