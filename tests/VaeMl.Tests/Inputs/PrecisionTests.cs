namespace VaeMl.Tests.Inputs;

/// <summary>What is lost where Double is read as Single is told in training.</summary>
public sealed class PrecisionTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly LogLines _log;

    public PrecisionTests() => _log = new LogLines(_mlContext);

    [Fact]
    public void A_value_beyond_the_range_of_Single_is_named_with_its_row_and_feature()
    {
        double[][] rows = Rows(row => row[0]);
        rows[33][2] = 1e300;
        VaeDataException e = Assert.Throws<VaeDataException>(() => Fit(rows));
        Assert.Equal((33, "f2"), (e.Row, e.Feature));
        Assert.StartsWith("Row 33, feature 'f2' holds 1E+300, and features are read as Single, whose range is ±3.4E+38.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Infinity_itself_is_the_error_that_it_always_was()
    {
        double[][] rows = Rows(row => row[0]);
        rows[33][2] = double.PositiveInfinity;
        Assert.StartsWith("Row 33, feature 'f2' holds +∞; ", Assert.Throws<VaeDataException>(() => Fit(rows)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.75e9, 1)]
    [InlineData(1.75e9, 100)]
    public void A_feature_whose_values_run_together_is_warned_of(double offset, double scale)
    {
        Fit(Rows(row => offset + scale * row[0]));
        string warning = Assert.Single(_log.Warnings, warning => warning.Contains("Double", StringComparison.Ordinal));
        Assert.StartsWith("Feature 'f0' is Double and is read as Single, which has steps of 128 there: its values, from 17", warning, StringComparison.Ordinal);
        Assert.EndsWith("can hardly be distinguished. Subtract a constant first, such as the smallest value.", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1e30, 1e28)]
    [InlineData(1.75e9, 0)]
    [InlineData(0.1, 0)]
    [InlineData(double.NaN, 1)]
    public void Other_features_are_not(double offset, double scale)
    {
        double[][] rows = Rows(row => offset + scale * row[0]);
        if (double.IsNaN(offset))
            (rows[5][0], rows[6][0]) = (1, 2);
        Fit(rows);
        Assert.DoesNotContain(_log.Warnings, warning => warning.Contains("Double", StringComparison.Ordinal));
    }

    private static double[][] Rows(Func<double[], double> first)
    {
        double[][] rows = [.. Models.Rows(100).Select(row => Array.ConvertAll(row, value => (double)value))];
        foreach (double[] row in rows)
            row[0] = first(row);
        return rows;
    }

    private void Fit(double[][] rows) => _mlContext.Transforms.VaeEncode(new VaeEncodeOptions
    {
        Vae = Models.Quick with { Epochs = 2 },
        Trainer = VaeTrainerKind.BuiltIn,
    }).Fit(_mlContext.Data.LoadFromEnumerable(rows.Select(row => new TypedRow<double> { Features = row })));
}
