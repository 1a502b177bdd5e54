using System.Globalization;

namespace VaeMl.Tests.Onnx;

/// <summary>A table with every kind of column.</summary>
internal static class MixedTable
{
    public static readonly TableSchema Schema = new([
        SchemaColumn.Date("time", DateParts.TimeOfDay | DateParts.DayOfWeek | DateParts.Elapsed, new DateTime(2026, 1, 1)),
        SchemaColumn.Category("host", ["db", "web", "über"]),
        SchemaColumn.Category("zone", ["a", "b", SchemaColumn.OtherLevels]),
        SchemaColumn.Boolean("healthy"),
        SchemaColumn.Number("load"),
    ]);

    /// <summary>A model of every kind of column.</summary>
    public static VaeModel Fit() => new VaeTrainer(Models.Quick).Fit(Encode(Rows(300, unusual: false)));

    /// <summary>Rows; unusual ones lack cells and have levels that training did not have.</summary>
    public static RawRow[] Rows(int count, bool unusual)
    {
        Random random = new(unusual ? 2 : 1);
        return [.. Enumerable.Range(0, count).Select(_ => new RawRow(
            unusual && random.Next(9) == 0 ? null : new DateTime(2026, 1, 1).AddSeconds(random.Next(20_000_000)),
            (unusual ? random.Next(5) : random.Next(3)) switch { 0 => "db", 1 => "web", 2 => "über", 3 => "mail", _ => "" },
            (unusual ? random.Next(4) : random.Next(3)) switch { 0 => "a", 1 => "b", 2 => "rare", _ => "" },
            unusual && random.Next(9) == 0 ? float.NaN : random.Next(2),
            unusual && random.Next(9) == 0 ? float.NaN : (float)random.NextDouble()))];
    }

    public static VaeData Encode(RawRow[] rows)
    {
        VaeDataBuilder builder = new(Schema);
        foreach (RawRow row in rows)
        {
            Span<float> features = builder.Add();
            if (row.Time is { } time)
                Schema.Columns[0].Encode(time, features);
            else
                features[..5].Fill(float.NaN);
            features[5] = row.Host == "" ? float.NaN : Schema.Columns[1].LevelOf(row.Host);
            features[6] = row.Zone == "" ? float.NaN : Schema.Columns[2].LevelOf(row.Zone);
            (features[7], features[8]) = (row.Healthy, row.Load);
        }
        return builder.Build();
    }

    /// <summary>The rows as text of CSV, with their number as id, from 0.</summary>
    public static string Csv(IEnumerable<RawRow> rows, int firstId = 0) => string.Join("\n", rows
        .Select((row, i) => string.Create(
            CultureInfo.InvariantCulture,
            $"{firstId + i},{row.Time:s},{row.Host},{row.Zone},{(float.IsNaN(row.Healthy) ? "" : row.Healthy == 1 ? "true" : "false")},{(float.IsNaN(row.Load) ? "NA" : row.Load.ToString(CultureInfo.InvariantCulture))}"))
        .Prepend("id,time,host,zone,healthy,load")) + "\n";
}
