namespace VaeMl;

/// <summary>The parts of a date that become features.</summary>
[Flags]
public enum DateParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The time of day, as sine and cosine of its angle on a 24-hour clock, so that 23:59 is close to 0:00.</summary>
    TimeOfDay = 1,

    /// <summary>The day of the week, as sine and cosine of its angle on a circle of seven days that starts on Monday.</summary>
    DayOfWeek = 2,

    /// <summary>The number of days since the column's <see cref="SchemaColumn.Origin"/>.</summary>
    Elapsed = 4,
}
