namespace VaeMl.Tests.Tables;

/// <summary>Which columns are taken, by which names.</summary>
public sealed class DataViewInputTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void Keys_with_values_are_levels_of_their_values_whatever_their_numbers()
    {
        Payment[] rows = Payment.Rows(100, seed: 2);
        IDataView keyed = _mlContext.Transforms.Conversion.MapValueToKey("Country").Fit(_mlContext.Data.LoadFromEnumerable(rows.Reverse()))
            .Transform(_mlContext.Data.LoadFromEnumerable(rows));
        Assert.IsType<KeyDataViewType>(keyed.Schema["Country"].Type);
        Assert.Equal(
            PaymentDetector.Trained.Transform(_mlContext.Data.LoadFromEnumerable(rows)).Column<float>("Score"),
            PaymentDetector.Trained.Transform(keyed).Column<float>("Score"));
        VaeAnomalyOptions options = PaymentDetector.Options with { InputColumnNames = ["Amount", "Country"] };
        Assert.Equal(["at", "ch", "de"], _mlContext.AnomalyDetection.Trainers.Vae(options).Fit(keyed).Model.Schema!.Columns[1].Levels!);
    }

    [Fact]
    public void The_short_forms_take_columns_by_name()
    {
        IDataView data = _mlContext.Data.LoadFromEnumerable(Payment.Rows(100));
        foreach (VaeEstimator estimator in new[]
        {
            _mlContext.Transforms.VaeEncode("Latent", "Amount", "Country", "Last"), _mlContext.AnomalyDetection.Trainers.Vae("Amount", "Country", "Last"),
        })
            Assert.StartsWith(
                "Could not find input column 'Last'", Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_column_of_text_is_a_table()
    {
        IDataView data = _mlContext.Data.LoadFromEnumerable(Payment.Rows(100));
        VaeTransformer detector = _mlContext.AnomalyDetection.Trainers.Vae(PaymentDetector.Options with { InputColumnNames = null, InputColumnName = "Country" }).Fit(data);
        Assert.Equal(["Country"], detector.Columns.InputColumnNames!);
        Assert.Equal(detector.Transform(data).Bits("Score"), _mlContext.Reloaded(detector, data.Schema).Transform(data).Bits("Score"));
    }

    [Fact]
    public void One_column_of_numbers_is_the_same_model_however_it_is_named()
    {
        IDataView data = _mlContext.View(Views.Examples(100));
        VaeTransformer one = _mlContext.AnomalyDetection.Trainers.Vae(PaymentDetector.Options with { InputColumnNames = null }).Fit(data);
        VaeTransformer list = _mlContext.AnomalyDetection.Trainers.Vae(PaymentDetector.Options with { InputColumnNames = ["Features"] }).Fit(data);
        Assert.Null(list.Model.Schema);
        Assert.Equal(one.Columns, list.Columns);
        Assert.Equal(one.Transform(data).Bits("Score"), list.Transform(data).Bits("Score"));
    }

    [Fact]
    public void A_model_of_a_table_takes_the_columns_that_its_schema_names()
    {
        IDataView data = _mlContext.Data.LoadFromEnumerable(Payment.Rows(50, seed: 2));
        VaeModel model = _mlContext.AnomalyDetection.Trainers.Vae(PaymentDetector.Options with { InputColumnNames = ["Amount", "Country", "Time"] })
            .Fit(_mlContext.Data.LoadFromEnumerable(Payment.Rows(200))).Model;
        using MemoryStream file = new();
        model.Save(file);
        file.Position = 0;
        VaeTransformer encoder = _mlContext.Transforms.VaeEncode(VaeModel.Load(file)).Fit(data);
        Assert.Equal(["Amount", "Country", "Time"], encoder.Columns.InputColumnNames!);
        Assert.Equal(50, encoder.Transform(data).Column<float[]>("Latent").Length);
        Assert.Equal(encoder.Transform(data).Bits("Elbo"), _mlContext.Reloaded(encoder, data.Schema).Transform(data).Bits("Elbo"));
    }

    [Fact]
    public void Names_of_inputs_are_checked()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => _mlContext.Transforms.VaeEncode("Latent", "A", "", "A"));
        Assert.Contains("InputColumnNames must name columns; one name is empty.", e.Message, StringComparison.Ordinal);
        Assert.Contains("InputColumnNames must differ; 'A' is given 2 times.", e.Message, StringComparison.Ordinal);
    }
}
