using VaeMl.Tests.Onnx;

namespace VaeMl.Tests.Grids;

/// <summary>Numbers on a grid: counts, and measurements recorded in steps.</summary>
public sealed class GridTests
{
    private static readonly TableSchema Gridded = new(
    [
        SchemaColumn.Number("orders", step: 1),
        SchemaColumn.Number("hours", step: 0.25),
        SchemaColumn.Number("revenue"),
        SchemaColumn.Number("paid", step: 1),
    ]);

    private static readonly TableSchema Plain = new([.. Gridded.Columns.Select(column => SchemaColumn.Number(column.Name))]);

    private static readonly VaeOptions Linear = Models.Quick with { LogScale = false };

    private static readonly Lazy<VaeModel> Model = new(() => Fit(Gridded, Linear));

    [Fact]
    public void What_the_model_gives_back_lies_on_the_grid()
    {
        VaeModel model = Model.Value;
        float[][] given = [.. Rows(80, seed: 3).Select(row => model.Reconstruct(row)), model.Reconstruct([float.NaN, float.NaN, 20, 1]), model.Decode([0.3f, -0.7f]), .. Drawn(model)];
        Assert.All(given, row =>
        {
            Assert.Equal(MathF.Round(row[0]), row[0]);
            Assert.Equal(MathF.Round(row[1] * 4) / 4, row[1]);
        });
        Assert.Contains(given, row => row[1] != MathF.Round(row[1]));
        Assert.Contains(given, row => row[2] != MathF.Round(row[2] * 4) / 4);
        // A probability.
        Assert.Contains(given, row => row[3] is > 0 and < 1);
    }

    [Fact]
    public void On_a_logarithmic_scale_too()
    {
        VaeModel model = Fit(Gridded, Models.Quick with { LogScale = true });
        Assert.True(model.Scorer.Features.LogScales[0] > 0);
        Assert.All(Rows(80, seed: 3).Select(row => model.Reconstruct(row)).Concat(Drawn(model)), row => Assert.Equal(MathF.Round(row[0]), row[0]));
        Assert.Equal(Fit(Plain, Models.Quick with { LogScale = true }).Scorer.Features.Constant[0], model.Scorer.Features.Constant[0]);
    }

    /// <summary>−log(density · step): the probability of a cell of the grid, in place of a density per unit.</summary>
    [Theory]
    [InlineData(TrimmingKind.None)]
    [InlineData(TrimmingKind.LeastLikely)]
    [InlineData(TrimmingKind.Unstructured)]
    public void A_term_counts_the_probability_of_a_cell_and_the_training_is_the_same(TrimmingKind trimming)
    {
        VaeOptions options = Linear with { Trimming = trimming, ValidationFraction = 0.2f };
        VaeModel gridded = Fit(Gridded, options), plain = Fit(Plain, options);
        foreach (float[] row in Rows(30, seed: 4))
        {
            Assert.Equal(plain.Score(row).Elbo + Math.Log(0.25), gridded.Score(row).Elbo, 1e-4);
            Assert.Equal(plain.Score(row).Contributions, gridded.Score(row).Contributions, (a, b) => Math.Abs(a - b) < 1e-4);
        }
        Assert.Equal(plain.Threshold - Math.Log(0.25), gridded.Threshold, 1e-4);
    }

    [Fact]
    public void The_file_keeps_the_steps()
    {
        byte[] file = ModelBytes.Write(Model.Value);
        VaeModel loaded = ModelBytes.Read(file, "the file");
        Assert.Equal([1, 0.25, 0, 1], loaded.Schema!.Columns.Select(column => column.Step));
        Assert.Equal(file, ModelBytes.Write(loaded));
        float[] row = Rows(1, seed: 5)[0];
        Assert.Equal(Model.Value.Score(row).Score, loaded.Score(row).Score);
        Assert.Equal(Model.Value.Reconstruct(row), loaded.Reconstruct(row));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Onnx_runtime_gives_the_same_values_of_the_grid(bool logScale)
    {
        VaeModel model = Fit(Gridded, Models.Quick with { LogScale = logScale });
        float[] rows = [.. Rows(100, seed: 6).SelectMany(row => row)];
        byte[] file = ModelBytes.Write(model, new OnnxExport { Reconstruction = "Reconstruction" });
        float[] reconstructed = OnnxRuntime.Run(new OnnxRun(file, rows, 32, 4, "Features", ["Reconstruction"]));
        float[][] expected = [.. rows.Chunk(4).Select(row => model.Reconstruct(row))];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i][0], reconstructed[4 * i]);
            Assert.Equal(expected[i][1], reconstructed[4 * i + 1]);
            Assert.Equal(expected[i][2], reconstructed[4 * i + 2], 1e-4f);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1e-31)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_step_is_a_positive_number(double step) =>
        Assert.Contains("needs a step from 1e-30 to 1e30", Assert.Throws<ArgumentException>(() => SchemaColumn.Number("orders", step)).Message, StringComparison.Ordinal);

    private static float[][] Drawn(VaeModel model)
    {
        VaeData drawn = model.Sample(50, seed: 2);
        return [.. Enumerable.Range(0, drawn.Count).Select(i => drawn[i].ToArray())];
    }

    private static VaeModel Fit(TableSchema schema, VaeOptions options)
    {
        VaeDataBuilder data = new(schema);
        foreach (float[] row in Rows(400, seed: 1))
            data.Add(row);
        return new VaeTrainer(options).Fit(data.Build());
    }

    private static float[][] Rows(int count, int seed)
    {
        Random random = new(seed);
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++)
        {
            double load = Math.Exp(1.5 + 0.8 * Models.Normal(random));
            rows[i] = [(float)Math.Round(load), (float)(Math.Round(4 * load / 3 + random.NextDouble()) / 4), (float)(4 * load + Models.Normal(random)), load > 4 ? 1 : 0];
        }
        return rows;
    }
}
