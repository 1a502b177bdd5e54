namespace VaeMl.Tests.Tables;

/// <summary>Whole numbers are counts to a model.</summary>
public sealed class CountTests
{
    [Fact]
    public void Columns_of_whole_numbers_are_given_back_as_such()
    {
        MLContext mlContext = new(seed: 1);
        Random random = new(1);
        IDataView data = mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 300).Select(_ => random.Next(1, 40)).Select(orders => new Row
        {
            Orders = orders,
            Visits = (ushort)(3 * orders + random.Next(5)),
            Sales = [orders, 2L * orders],
            Revenue = orders * 1.37 + random.NextDouble(),
        }).ToArray());
        VaeTransformer detector = mlContext.AnomalyDetection.Trainers.Vae(new VaeAnomalyOptions
        {
            InputColumnNames = ["Orders", "Visits", "Sales", "Revenue"],
            ReconstructionColumnName = "Reconstruction",
            Vae = Models.Quick,
            Trainer = VaeTrainerKind.BuiltIn,
            Seed = 1,
        }).Fit(data);
        Assert.Equal([1, 1, 1, 1, 0], detector.Model.Schema!.Columns.Select(column => column.Step));
        float[][] reconstructions = detector.Transform(data).Column<float[]>("Reconstruction");
        Assert.All(reconstructions, row => Assert.All(row[..4], value => Assert.Equal(MathF.Round(value), value)));
        Assert.Contains(reconstructions, row => row[4] != MathF.Round(row[4]));
    }

    private sealed class Row
    {
        public int Orders { get; set; }

        public ushort Visits { get; set; }

        [VectorType(2)]
        public long[] Sales { get; set; } = [];

        public double Revenue { get; set; }
    }
}
