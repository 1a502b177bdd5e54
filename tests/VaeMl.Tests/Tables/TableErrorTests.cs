namespace VaeMl.Tests.Tables;

/// <summary>What cannot be read or learned is named, with the remedy.</summary>
public sealed class TableErrorTests
{
    private static readonly VaeAnomalyOptions Options = new() { Vae = Models.Quick with { Epochs = 3 }, Trainer = VaeTrainerKind.BuiltIn };
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void Text_that_is_another_in_every_row_is_an_error() => Assert.Equal(
        "Column 'Id' holds a different level in every row, like an ID or free text, from which nothing can be learned. Leave it out of InputColumnNames.",
        Assert.Throws<VaeDataException>(() => Fit(Payment.Rows(50), "Amount", "Id")).Message);

    [Fact]
    public void Text_with_many_rare_levels_is_warned_of()
    {
        Payment[] rows = [.. Payment.Rows(100), .. Payment.Rows(100).Take(10)];
        LogLines log = new(_mlContext);
        VaeTransformer model = Fit(rows, "Amount", "Id");
        Assert.Contains(log.Warnings, line => line.StartsWith("Column 'Id' holds at least 100 levels; the frequent ones cover 18", StringComparison.Ordinal));
        Assert.Equal(SchemaColumn.OtherLevels, model.Model.Schema!.Columns[1].Levels![^1]);
    }

    [Fact]
    public void Dates_that_do_not_vary_are_an_error()
    {
        Payment[] rows = Payment.Rows(50);
        for (int i = 0; i < rows.Length; i++)
            rows[i].Time = new DateTime(2026, 3, 2).AddDays(7 * i);
        Assert.StartsWith(
            "Column 'Time' holds dates that differ neither in the time of day nor in the day of the week",
            Assert.Throws<VaeDataException>(() => Fit(rows, "Amount", "Time")).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Country")]
    [InlineData("Tier")]
    [InlineData("Time")]
    public void A_column_that_is_missing_in_every_row_is_an_error(string column)
    {
        Payment[] rows = Payment.Rows(50);
        foreach (Payment row in rows)
            (row.Country, row.Tier, row.Time) = ("", 4, default);
        VaeDataException e = Assert.Throws<VaeDataException>(() => Fit(rows, "Amount", column));
        Assert.Equal((column, $"Column '{column}' is missing in every row. Leave it out of InputColumnNames."), (e.Feature, e.Message));
    }

    [Fact]
    public void A_missing_column_is_named() => Assert.Contains(
        "Could not find input column 'Land'; the data has 'Amount',",
        Assert.Throws<ArgumentOutOfRangeException>(() => Fit(Payment.Rows(10), "Amount", "Land")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_column_of_another_kind_than_the_models_is_named_with_both()
    {
        VaeTransformer model = Fit(Payment.Rows(50), "Amount", "Country", "Place");
        Refused("'Country': expected text or a key, got Int32. That is what the model was trained on. Convert the column, or train a model on this one.", new { Amount = 1.0, Country = 3, Place = 1f });
        Refused("'Amount': expected numbers or Booleans, got String. That is what the model was trained on. Convert the column, or train a model on this one.", new { Amount = "1", Country = "de", Place = 1f });
        Refused("'Place': expected a vector of 2, got Single. That is what the model was trained on. Convert the column, or train a model on this one.", new { Amount = 1.0, Country = "de", Place = 1f });
        Refused("Could not find input column 'Country'", new { Amount = 1.0 });

        void Refused<T>(string told, T row)
            where T : class
        {
            IDataView data = _mlContext.Data.LoadFromEnumerable([row]);
            Assert.Contains(told, Assert.Throws<ArgumentOutOfRangeException>(() => model.Transform(data)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Columns_in_another_order_than_the_models_are_refused()
    {
        VaeModel model = Fit(Payment.Rows(50), "Amount", "Items").Model;
        VaeColumns columns = new() { InputColumnNames = ["Items", "Amount"], ScoreColumnName = "Score" };
        IDataView data = _mlContext.Data.LoadFromEnumerable(Payment.Rows(5));
        Assert.Contains(
            "Input column 'Items' is given where the model has 'Amount'. Name the columns in the model's order, 'Amount', 'Items'.",
            Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Transforms.VaeEncode(model, columns).Fit(data)).Message,
            StringComparison.Ordinal);
        columns = columns with { InputColumnNames = ["Amount"] };
        Assert.Contains(
            "The input columns 'Amount' have 1 column in all, each vector element counted as one; the model was trained on 2: 'Amount', 'Items'.",
            Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Transforms.VaeEncode(model, columns).Fit(data)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Long_integers_that_run_together_as_Single_are_warned_of()
    {
        LogLines log = new(_mlContext);
        IDataView data = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 100).Select(i => new { Amount = (float)i, Number = 7_000_000_000_000L + i }));
        _mlContext.AnomalyDetection.Trainers.Vae(Options with { InputColumnNames = ["Amount", "Number"] }).Fit(data);
        Assert.Contains(log.Warnings, line => line.StartsWith("Feature 'Number' is Int64 and is read as Single, which has steps of 524288 there", StringComparison.Ordinal));
    }

    [Fact]
    public void A_Double_beyond_the_range_of_Single_is_named()
    {
        Payment[] rows = Payment.Rows(50);
        rows[7].Amount = 1e300;
        VaeDataException e = Assert.Throws<VaeDataException>(() => Fit(rows, "Country", "Amount"));
        Assert.Equal((7, "Amount"), (e.Row, e.Feature));
    }

    private VaeTransformer Fit(Payment[] rows, params string[] columns) =>
        _mlContext.AnomalyDetection.Trainers.Vae(Options with { InputColumnNames = columns }).Fit(_mlContext.Data.LoadFromEnumerable(rows));
}
