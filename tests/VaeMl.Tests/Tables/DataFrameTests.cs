using Microsoft.Data.Analysis;

namespace VaeMl.Tests.Tables;

/// <summary>A DataFrame is a view as any other.</summary>
public sealed class DataFrameTests
{
    [Fact]
    public void A_frame_is_trained_on_and_scored_as_it_is()
    {
        MLContext mlContext = new(seed: 1);
        Payment[] rows = Payment.Rows(200);
        DataFrame frame = new(
            new DoubleDataFrameColumn("Amount", rows.Select(row => row.Amount)),
            new StringDataFrameColumn("Country", rows.Select(row => row.Country)),
            new BooleanDataFrameColumn("IsCard", rows.Select(row => row.IsCard)),
            new DateTimeDataFrameColumn("Time", rows.Select(row => row.Time)),
            new Int64DataFrameColumn("Items", rows.Select(row => (long)row.Items)));
        VaeAnomalyOptions options = new()
        {
            InputColumnNames = ["Amount", "Country", "IsCard", "Time", "Items"],
            ContributionsColumnName = "Contributions",
            Vae = Models.Quick,
            Trainer = VaeTrainerKind.BuiltIn,
        };
        VaeTransformer detector = mlContext.AnomalyDetection.Trainers.Vae(options).Fit(frame);
        IDataView objects = mlContext.Data.LoadFromEnumerable(rows);
        float[] expected = mlContext.AnomalyDetection.Trainers.Vae(options).Fit(objects).Transform(objects).Column<float>("Score");
        Assert.Equal(expected, detector.Transform(frame).Column<float>("Score"));

        frame["Country"][3] = null;
        frame["Amount"][4] = null;
        frame["Time"][5] = null;
        // What a frame tells ML.NET of these is 0 and false.
        frame["Items"][6] = null;
        frame["IsCard"][7] = null;
        float[][] contributions = detector.Transform(frame).Column<float[]>("Contributions");
        Assert.Equal((0, 0, 0), (contributions[3][1], contributions[4][0], contributions[5][3]));
        (rows[6].Items, rows[7].IsCard) = (0, false);
        float[][] zeros = detector.Transform(mlContext.Data.LoadFromEnumerable(rows)).Column<float[]>("Contributions");
        Assert.Equal(zeros[6..8], contributions[6..8]);
    }
}
