namespace VaeMl.Data;

/// <summary>Looks at the dates of a column, to tell which parts of them vary.</summary>
internal sealed class DateCounts
{
    private readonly HashSet<DayOfWeek> _weekdays = [];
    private readonly HashSet<long> _minutes = [];

    public long Count { get; private set; }

    public DateTime Earliest { get; private set; } = DateTime.MaxValue;

    public DateTime Latest { get; private set; } = DateTime.MinValue;

    /// <summary>The circular parts that differ between the dates. Where none does, a date says nothing that comes again.</summary>
    public DateParts Parts =>
        (_minutes.Count > 1 ? DateParts.TimeOfDay : DateParts.None) | (_weekdays.Count > 1 ? DateParts.DayOfWeek : DateParts.None);

    public void Add(DateTime value)
    {
        Count++;
        _weekdays.Add(value.DayOfWeek);
        _minutes.Add(value.TimeOfDay.Ticks / TimeSpan.TicksPerMinute);
        if (value < Earliest)
            Earliest = value;
        if (value > Latest)
            Latest = value;
    }
}
