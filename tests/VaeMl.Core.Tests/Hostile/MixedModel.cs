namespace VaeMl.Tests.Hostile;

/// <summary>A small trained model with a column of every kind, so that its file has every kind of entry.</summary>
internal static class MixedModel
{
    public static TableSchema Schema { get; } = new(
    [
        SchemaColumn.Number("amount"),
        SchemaColumn.Boolean("is new"),
        SchemaColumn.Category("country", ["DE", "FR", SchemaColumn.OtherLevels]),
        SchemaColumn.Date("ordered", DateParts.TimeOfDay | DateParts.DayOfWeek | DateParts.Elapsed, new DateTime(2024, 1, 1)),
    ]);

    public static VaeModel Train() => new VaeTrainer(new VaeOptions { HiddenSizes = [8], LatentSize = 2, Epochs = 5, CalibrationFolds = 2, Threads = 1 }).Fit(Rows());

    public static VaeData Rows(int seed = 1)
    {
        Random random = new(seed);
        VaeDataBuilder rows = new(Schema);
        for (int i = 0; i < 120; i++)
        {
            int country = random.Next(3);
            Span<float> row = rows.Add();
            row[0] = (float)(50 + 20 * country + 5 * random.NextDouble());
            row[1] = random.Next(2);
            row[2] = country;
            Schema.Columns[3].Encode(new DateTime(2024, 1, 1).AddHours(i * 7), row[3..]);
        }
        return rows.Build();
    }
}
