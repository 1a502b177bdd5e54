namespace VaeMl.Tests;

/// <summary>Fit on more rows than it may hold in memory.</summary>
public sealed class MaxMemoryTests
{
    private const int Count = 260_000;

    private readonly MLContext _mlContext = new(seed: 5);

    [Fact]
    public void A_pipeline_is_fitted_on_a_view_beyond_the_budget()
    {
        IDataView data = _mlContext.Data.LoadFromEnumerable(Rows());
        VaeAnomalyOptions options = new()
        {
            InputColumnNames = ["Load", "Heat", "Speed", "Site", "IsNight"],
            MaxMemory = 16 << 20,
            Vae = Models.Quick with { Epochs = 1, BatchSize = 512 },
            Trainer = VaeTrainerKind.BuiltIn,
        };
        VaeTransformer detector = _mlContext.AnomalyDetection.Trainers.Vae(options).Fit(data);
        // One pass over parts of at most 4 MiB, of 20 bytes a row.
        Assert.Equal(2, detector.TrainingReport!.Epochs.Count);
        Assert.Equal(Count, detector.TrainingReport.RowsTrained + detector.TrainingReport.RowsHeldOut);
        Assert.InRange(detector.TrainingReport.RowsHeldOut, 19_000, 21_000);
        Assert.Equal(["north", "south"], detector.Model.Schema!.Columns[3].Levels!);
        float[] scores = detector.Transform(_mlContext.Data.LoadFromEnumerable(Rows().Take(2_000))).Column<float>("Score");
        Assert.All(scores, score => Assert.True(float.IsFinite(score)));
        Assert.InRange(scores.Count(score => score > detector.Model.Threshold), 5, 50);
    }

    [Fact]
    public void Too_small_a_budget_is_refused_at_once()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => _mlContext.AnomalyDetection.Trainers.Vae(new VaeAnomalyOptions { MaxMemory = 1 << 20 }));
        Assert.Contains("MaxMemory must be at least 16 MiB", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<Row> Rows()
    {
        Random random = new(3);
        for (int i = 0; i < Count; i++)
        {
            float load = (float)Models.Normal(random), heat = 20 + 5 * load + (float)Models.Normal(random);
            yield return new Row
            {
                Load = load,
                Heat = heat,
                Speed = 100 - heat + (float)Models.Normal(random),
                Site = random.Next(3) == 0 ? "north" : "south",
                IsNight = load < 0,
            };
        }
    }

    private sealed class Row
    {
        public float Load { get; set; }

        public float Heat { get; set; }

        public float Speed { get; set; }

        public string Site { get; set; } = "";

        public bool IsNight { get; set; }
    }
}
