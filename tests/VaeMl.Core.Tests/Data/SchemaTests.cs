using System.Globalization;

namespace VaeMl.Tests.Data;

public sealed class SchemaTests
{
    private static readonly TableSchema Log = new([
        SchemaColumn.Date("timestamp", DateParts.TimeOfDay | DateParts.DayOfWeek | DateParts.Elapsed, new DateTime(2026, 1, 1)),
        SchemaColumn.Category("host", ["db", "web", SchemaColumn.OtherLevels]),
        SchemaColumn.Boolean("healthy"),
        SchemaColumn.Number("load"),
    ]);

    [Fact]
    public void Features_stand_in_the_order_of_the_columns()
    {
        Assert.Equal(8, Log.FeatureCount);
        Assert.Equal("timestamp, time of day (sin)", Log.FeatureNames[0]);
        Assert.Equal(["timestamp, days", "host", "healthy", "load"], Log.FeatureNames.Skip(4));
        Assert.Equal([0..5, 5..6, 6..7, 7..8], Enumerable.Range(0, 4).Select(Log.FeaturesOf));
        Assert.Equal([5], Enumerable.Range(0, 8).Where(j => Log.FeatureLevels[j] is not null));
    }

    [Theory]
    [InlineData("2026-11-26T00:00", 0.0, 1.0, 0.433884, -0.900969)] // Thursday, three sevenths of a turn
    [InlineData("2026-11-23T06:00", 1.0, 0.0, 0.0, 1.0)] // Monday
    [InlineData("2026-11-29T18:00", -1.0, 0.0, -0.781831, 0.623490)] // Sunday
    public void Times_and_weekdays_lie_on_circles(string text, double sineOfTime, double cosineOfTime, double sineOfDay, double cosineOfDay)
    {
        float[] features = new float[5];
        DateTime date = DateTime.Parse(text, CultureInfo.InvariantCulture);
        Log.Columns[0].Encode(date, features);
        Assert.Equal([sineOfTime, cosineOfTime, sineOfDay, cosineOfDay], features.Take(4).Select(value => (double)value), (expected, actual) => Math.Abs(expected - actual) < 1e-5);
        Assert.Equal((date - new DateTime(2026, 1, 1)).TotalDays, features[4], 1e-4);
    }

    [Fact]
    public void Midnight_is_near_on_either_side()
    {
        SchemaColumn column = SchemaColumn.Date("t", DateParts.TimeOfDay);
        float[] before = new float[2], after = new float[2];
        column.Encode(new DateTime(2026, 1, 1, 23, 59, 0), before);
        column.Encode(new DateTime(2026, 1, 2, 0, 1, 0), after);
        Assert.InRange(MathF.Abs(before[0] - after[0]) + MathF.Abs(before[1] - after[1]), 0, 0.01f);
    }

    [Theory]
    [InlineData("web", 1)]
    [InlineData("Web", 2)]
    [InlineData("", 2)]
    public void Levels_that_are_not_listed_count_as_others_where_these_are_pooled(string level, int expected) =>
        Assert.Equal(expected, Log.Columns[1].LevelOf(level));

    [Fact]
    public void Levels_that_are_not_listed_have_no_number_otherwise() =>
        Assert.Equal(-1, SchemaColumn.Category("host", ["db", "web"]).LevelOf("mail"));

    [Theory]
    [InlineData("2026-11-26T14:20", "2026-11-26 Thu 14:20")]
    [InlineData("2026-11-29T23:59:50", "2026-11-29 Sun 00:00")]
    public void Dates_are_told_from_their_features(string text, string expected)
    {
        float[] features = new float[5];
        Log.Columns[0].Encode(DateTime.Parse(text, CultureInfo.InvariantCulture).Date.AddTicks(DateTime.Parse(text, CultureInfo.InvariantCulture).TimeOfDay.Ticks), features);
        features[4] = MathF.Floor(features[4]);
        Assert.Equal(expected, Log.Columns[0].Describe(features, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Values_are_told_in_the_tables_words()
    {
        Assert.Equal("db", Log.Columns[1].Describe([0], CultureInfo.InvariantCulture));
        Assert.Equal("a level not seen in training", Log.Columns[1].Describe([-1], CultureInfo.InvariantCulture));
        Assert.Equal("missing", Log.Columns[1].Describe([float.NaN], CultureInfo.InvariantCulture));
        Assert.Equal("true", Log.Columns[2].Describe([1], CultureInfo.InvariantCulture));
        Assert.Equal("1234,5", Log.Columns[3].Describe([1234.5f], CultureInfo.GetCultureInfo("de-DE")));
    }

    [Fact]
    public void Contributions_add_up_by_column()
    {
        float[] columns = new float[4];
        Log.SumByColumn([1, 2, 4, 8, 16, 32, 64, 128], columns);
        Assert.Equal([31, 32, 64, 128], columns);
        Assert.Throws<ArgumentException>(() => Log.SumByColumn(new float[4], columns));
    }

    [Fact]
    public void What_is_no_schema_is_refused()
    {
        Assert.Contains("at least one column", Assert.Throws<ArgumentException>(() => new TableSchema([])).Message);
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => new TableSchema([SchemaColumn.Number("a"), SchemaColumn.Boolean("a")])).Message);
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => SchemaColumn.Category("c", ["x", "x"])).Message);
        Assert.Contains("part of a date", Assert.Throws<ArgumentException>(() => SchemaColumn.Date("t", DateParts.None)).Message);
        Assert.Throws<ArgumentException>(() => SchemaColumn.Number(""));
        Assert.Contains("not valid Unicode", Assert.Throws<ArgumentException>(() => SchemaColumn.Number("a\uDE00\uD83D")).Message);
        Assert.Contains("not valid Unicode", Assert.Throws<ArgumentException>(() => new VaeData([[1]], ["a\uD83D"])).Message);
        Assert.Equal("\U0001F600", SchemaColumn.Number("\U0001F600").Name);
        Assert.Throws<InvalidOperationException>(() => SchemaColumn.Number("n").LevelOf("x"));
    }

    [Fact]
    public void A_model_keeps_the_schema_in_its_file()
    {
        VaeDataBuilder builder = new(Log);
        Random random = new(1);
        for (int i = 0; i < 200; i++)
        {
            Span<float> row = builder.Add();
            Log.Columns[0].Encode(new DateTime(2026, 1, 1).AddMinutes(random.Next(100_000)), row);
            (row[5], row[6], row[7]) = (random.Next(3), random.Next(2), (float)random.NextDouble());
        }
        VaeData data = builder.Build();
        VaeModel model = new VaeTrainer(Models.Quick).Fit(data);
        using MemoryStream stream = new();
        model.Save(stream);
        stream.Position = 0;
        VaeModel loaded = VaeModel.Load(stream);
        Assert.Equal(Log.Columns.Select(Told), loaded.Schema!.Columns.Select(Told));
        Assert.Equal(model.Scores(data), loaded.Scores(data));
        Assert.Same(Log, data.Select([1, 2]).Schema);
        Assert.Null(new VaeTrainer(Models.Quick).Fit(Models.Rows(50)).Schema);

        static string Told(SchemaColumn column) => $"{column.Name} {column.Kind} {string.Join('|', column.Levels ?? [])} {column.Parts} {column.Origin:O}";
    }
}
