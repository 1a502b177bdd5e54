namespace VaeMl.Tests;

/// <summary>A row has one score: from Core, from a view, from a prediction engine, and after loading.</summary>
public sealed class SameBitsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void A_row_scores_to_the_same_bits_everywhere(double missing)
    {
        MLContext mlContext = new();
        Example[] examples = Views.Examples(600, missing: missing);
        IDataView data = mlContext.View(examples);
        VaeTransformer transformer = mlContext.Transformer();
        ITransformer loaded = mlContext.Reloaded(transformer, data.Schema);
        Prediction[] viewed = Predictions(mlContext, transformer.Transform(data)), reloaded = Predictions(mlContext, loaded.Transform(data));
        using PredictionEngine<Example, Prediction> engine = mlContext.Model.CreatePredictionEngine<Example, Prediction>(transformer);
        using PredictionEngine<Example, Prediction> loadedEngine = mlContext.Model.CreatePredictionEngine<Example, Prediction>(loaded);

        for (int i = 0; i < examples.Length; i++)
        {
            VaeScore core = Views.Model.Score(examples[i].Features);
            foreach (Prediction other in new[] { viewed[i], reloaded[i], engine.Predict(examples[i]), loadedEngine.Predict(examples[i]) })
            {
                Assert.Equal(Bits([core.Elbo, core.Score, .. core.Latent, .. core.Contributions, core.LatentContribution]), Bits([other.Elbo, other.Score, .. other.Latent, .. other.Contributions, other.LatentContribution]));
                Assert.Equal(core.IsAnomaly, other.PredictedLabel);
                Assert.Equal(Bits(Views.Model.Reconstruct(examples[i].Features)), Bits(other.Reconstruction));
                Assert.Equal(Bits(viewed[i].LatentVariance), Bits(other.LatentVariance));
            }
        }
    }

    [Fact]
    public void Few_active_columns_score_to_the_same_bits_as_all()
    {
        MLContext mlContext = new();
        IDataView view = mlContext.Transformer().Transform(mlContext.View(Views.Examples(300)));
        Prediction[] all = Predictions(mlContext, view);
        Assert.Equal(all.Select(p => p.Score), view.Column<float>("Score"));
        Assert.Equal(all.Select(p => p.PredictedLabel), view.Column<bool>("PredictedLabel"));
        Assert.Equal(all.Select(p => p.Latent), view.Column<float[]>("Latent"));
        Assert.Equal(all.Select(p => p.Reconstruction), view.Column<float[]>("Reconstruction"));
    }

    [Fact]
    public void Contributions_and_latent_contribution_are_the_score_split()
    {
        MLContext mlContext = new();
        foreach (Prediction row in Predictions(mlContext, mlContext.Transformer().Transform(mlContext.View(Views.Examples(300)))))
        {
            double sum = Views.Model.MeanTrainingScore + row.Contributions.Sum(c => (double)c) + row.LatentContribution;
            Assert.Equal(row.Score, sum, 1e-5 * (Math.Abs(Views.Model.MeanTrainingScore) + row.Contributions.Sum(c => Math.Abs((double)c)) + Math.Abs(row.LatentContribution)));
        }
    }

    [Fact]
    public void A_sparse_row_scores_as_the_dense_one()
    {
        MLContext mlContext = new();
        float[][] rows = [.. Models.Rows(100).Select(row => new[] { row[0], 0, row[2], 0, row[4] })];
        IDataView dense = mlContext.View(Views.Examples(rows));
        IDataView sparse = mlContext.Data.LoadFromEnumerable(rows.Select(row => new SparseExample
        {
            Features = new VBuffer<float>(5, 3, [row[0], row[2], row[4]], [0, 2, 4]),
        }));
        VaeTransformer transformer = mlContext.Transformer();
        Assert.All(["Latent", "Score", "Contributions"], column =>
            Assert.Equal(transformer.Transform(dense).Bits(column), transformer.Transform(sparse).Bits(column)));

        VaeEncodeOptions options = new() { Vae = Models.Quick };
        Assert.Equal(
            mlContext.Transforms.VaeEncode(options).Fit(dense).Transform(dense).Bits("Elbo"),
            mlContext.Transforms.VaeEncode(options).Fit(sparse).Transform(sparse).Bits("Elbo"));
    }

    private static Prediction[] Predictions(MLContext mlContext, IDataView view) =>
        [.. mlContext.Data.CreateEnumerable<Prediction>(view, reuseRowObject: false)];

    private static int[] Bits(IEnumerable<float> values) => [.. values.Select(BitConverter.SingleToInt32Bits)];

    private sealed class SparseExample
    {
        [VectorType(5)]
        public VBuffer<float> Features { get; set; }
    }
}
