using VaeMl.Reporting;

namespace VaeMl.Tests.Reporting;

/// <summary>A table of all kinds of columns: at night and on Sundays hosts idle.</summary>
internal static class LogTable
{
    public static readonly TableSchema Schema = new([
        SchemaColumn.Date("time", DateParts.TimeOfDay | DateParts.DayOfWeek | DateParts.Elapsed, new DateTime(2026, 1, 1)),
        SchemaColumn.Category("host", ["db", "web"]),
        SchemaColumn.Boolean("busy"),
        SchemaColumn.Number("load"),
    ]);

    /// <summary>Usual rows, the last of which has a load that no other has.</summary>
    public static VaeData Data(int count, TableSchema? schema = null)
    {
        VaeDataBuilder builder = new(schema ?? Schema);
        Random random = new(1);
        for (int i = 0; i < count; i++)
        {
            int minute = random.Next(100_000), host = random.Next(2);
            bool busy = minute % 1440 > 480;
            Add(builder, minute, host, busy, i == count - 1 ? 900 : (busy ? 50 : 5) + 20 * host + (float)Models.Normal(random));
        }
        return builder.Build();
    }

    public static void Add(VaeDataBuilder builder, double minute, float host, bool busy, float load)
    {
        Span<float> row = builder.Add();
        Schema.Columns[0].Encode(new DateTime(2026, 1, 1).AddMinutes(minute), row);
        (row[5], row[6], row[7]) = (host, busy ? 1 : 0, load);
    }

    public static HtmlReport Report(VaeData data, int epochs = 40)
    {
        VaeTrainingResult training = new VaeTrainer(Models.Quick with { Epochs = epochs }).Train(data);
        return new HtmlReport { Model = training.Model, Training = training.Report, Rows = data };
    }
}
