namespace VaeMl.Data;

/// <summary>Collects the dates of a column to find out which parts vary.</summary>
internal sealed class DateCounts
{
    private readonly HashSet<DayOfWeek> _weekdays = [];
    private readonly HashSet<long> _minutes = [];

    public long Count { get; private set; }

    public DateTime Earliest { get; private set; } = DateTime.MaxValue;

    public DateTime Latest { get; private set; } = DateTime.MinValue;

    /// <summary>The periodic parts that differ between the dates. If there are none, a date has no recurring information.</summary>
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
