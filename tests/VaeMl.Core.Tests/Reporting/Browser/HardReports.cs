using VaeMl.Reporting;

namespace VaeMl.Tests.Reporting.Browser;

/// <summary>Reports with what is hard to lay out: long, foreign and hostile names, very large and very small values, many columns, hardly any rows.</summary>
internal static class HardReports
{
    private const int Rows = 300;
    private const string Hostile = "<script>alert('x')</script>\"&]]></style>";

    private static readonly string _long = Hostile + string.Concat(Enumerable.Repeat("unbroken", 30));

    private static readonly TableSchema _schema = new([
        SchemaColumn.Date("time of the measurement", DateParts.TimeOfDay | DateParts.DayOfWeek | DateParts.Elapsed, new DateTime(2026, 1, 1)),
        SchemaColumn.Category(Hostile, [_long, "中文的一个很长的类别名称", "نص عربي طويل إلى حد ما", "👩‍🔬"]),
        SchemaColumn.Boolean("是否"),
        SchemaColumn.Number(_long),
        SchemaColumn.Number("a column whose name is a sentence of several words, as people write them"),
        SchemaColumn.Number("−1e12"),
        SchemaColumn.Number("1e-9"),
        SchemaColumn.Number("constant"),
        SchemaColumn.Number("missing"),
    ]);

    public static HtmlReport Of(string kind) => kind switch
    {
        "labelled" => Log() with
        {
            Title = _long,
            RowsDescription = Hostile,
            NormalName = _long,
            AnomalyName = Hostile,
            Labels = [.. Enumerable.Range(0, Rows).Select(i => i % 9 == 0)],
        },
        "unlabelled" => Log(),
        "wide" => Wide(),
        "one row" => Log() with { Rows = Data(1) },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static HtmlReport Log()
    {
        VaeTrainingResult training = new VaeTrainer(Models.Quick with { LatentSize = 12, ValidationFraction = 0.3 }).Train(Data(Rows));
        return new HtmlReport { Model = training.Model.WithFlagRate(0.1), Training = training.Report, Rows = Data(Rows, unseen: true) };
    }

    /// <param name="rows">How many.</param>
    /// <param name="unseen">Whether there are also a level that training did not have, and rows without a score.</param>
    private static VaeData Data(int rows, bool unseen = false)
    {
        VaeDataBuilder builder = new(_schema);
        Random random = new(1);
        for (int i = 0; i < rows; i++)
        {
            Span<float> row = builder.Add();
            _schema.Columns[0].Encode(new DateTime(2026, 1, 1).AddHours(i), row);
            float cause = (float)Models.Normal(random), noise = (float)Models.Normal(random);
            // One value dwarfs all others, of which the training warns.
            (row[5], row[6], row[7], row[8]) = (i % 4, cause > 0 ? 1 : 0, i == 20 ? -1e30f : 100 * cause, i % 50 == 9 ? 123456.789f : cause + noise);
            (row[9], row[10], row[11], row[12]) = (-1e12f * (2 + cause), 1e-9f * noise, 7, i % 3 == 0 ? noise : float.NaN);
            if (unseen && i == 3)
                row[5] = -1;
            if (unseen && i is (7 or 8))
                row[7] = float.PositiveInfinity;
        }
        return builder.Build();
    }

    private static HtmlReport Wide()
    {
        Random random = new(1);
        float[][] rows = [.. Enumerable.Range(0, Rows).Select(i => Enumerable.Range(0, 80).Select(j => (float)(-1000 * j + Models.Normal(random) + (i == 50 && j > 70 ? 40 : 0))).ToArray())];
        VaeData data = new(rows, [.. Enumerable.Range(0, 80).Select(j => $"sensor {j % 79} of the northern_hall_{j}")]);
        VaeTrainingResult training = new VaeTrainer(Models.Quick with { LatentSize = 1 }).Train(data);
        return new HtmlReport { Model = training.Model, Training = training.Report, Rows = data, RowNumbers = [.. Enumerable.Range(0, Rows).Select(i => 1_000_000_000 + i)] };
    }
}
