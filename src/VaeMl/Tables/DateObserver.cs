using VaeMl.Data;

namespace VaeMl.Tables;

/// <summary>Finds the parts of dates that vary.</summary>
internal sealed class DateObserver(string name, DateSource dates) : ColumnObserver
{
    private readonly DateCounts _counts = new();

    public override void Read()
    {
        if (dates.TryRead(out DateTime value))
            _counts.Add(value);
    }

    public override SchemaColumn Column(Action<string> warn)
    {
        if (_counts.Count == 0)
            throw Useless(name, "is missing in every row");
        return _counts.Parts != DateParts.None
            ? SchemaColumn.Date(name, _counts.Parts, _counts.Earliest)
            : throw Useless(
                name,
                "holds dates that differ neither in the time of day nor in the day of the week, and only these are used; "
                + "convert it to a number with CustomMapping if the days between two dates matter");
    }
}
