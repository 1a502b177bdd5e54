using Microsoft.ML.Transforms.Onnx;

namespace VaeMl.Tests.Onnx;

/// <summary>ML.NET's own ApplyOnnxModel, on ONNX Runtime, scores the exported file as the transformer scores.</summary>
public sealed class ApplyOnnxModelTests
{
    // Of Σ |terms of the score|, as for every other runtime.
    private const double Tolerance = 1e-5;

    private static readonly string[] Numbers = ["Latent", "LatentVariance", "Elbo", "Score", "Contributions", "LatentContribution", "Reconstruction"];

    [Theory]
    [InlineData(ScoreKind.Elbo, 0.0)]
    [InlineData(ScoreKind.Elbo, 0.2)]
    [InlineData(ScoreKind.ImportanceWeighted, 0.2)]
    public void The_same_columns_under_the_same_names(ScoreKind score, double missing)
    {
        MLContext mlContext = new(seed: 1);
        VaeModel model = Models.Fit(Models.Quick with { Score = score, ScoreSamples = 4 }, Models.Rows(300, missing: missing));
        VaeTransformer transformer = new(mlContext, model, Views.AllColumns);
        Example[] rows = Views.Examples(120, missing: missing);
        // One row that cannot be scored: NaN and flagged there too.
        rows[7].Features = [float.PositiveInfinity, 0, 0, 0, 0];
        IDataView data = mlContext.View(rows), expected = transformer.Transform(data);
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "model.onnx");
        transformer.SaveOnnx(path);

        OnnxScoringEstimator apply = mlContext.Transforms.ApplyOnnxModel([.. Numbers, "PredictedLabel"], ["Features"], path);
        using OnnxTransformer applied = apply.Fit(data);
        IDataView actual = applied.Transform(data);

        double[] scale = Scales(model, expected);
        foreach (string name in Numbers)
        {
            float[][] mine = Rows(expected, name), theirs = Rows(actual, name);
            for (int i = 0; i < mine.Length; i++)
                for (int j = 0; j < mine[i].Length; j++)
                    Assert.Equal(mine[i][j], theirs[i][j], float.IsNaN(mine[i][j]) ? 0 : Tolerance * Math.Max(scale[i], Math.Abs(mine[i][j])));
        }
        Assert.Equal(expected.Column<bool>("PredictedLabel"), actual.Column<bool[]>("PredictedLabel").Select(flags => flags.Single()));
        Assert.True(float.IsNaN(Rows(actual, "Score")[7][0]));
    }

    // ApplyOnnxModel yields every output as a vector; Evaluate wants a scalar Score and PredictedLabel.
    [Fact]
    public void Evaluate_takes_the_output_once_the_vectors_of_one_are_scalars()
    {
        MLContext mlContext = new(seed: 1);
        VaeTransformer transformer = mlContext.Transformer();
        Example[] rows = Views.Examples(200);
        foreach (Example row in rows.Where(row => row.Label == 1))
            row.Features[0] += 200;
        IDataView data = mlContext.View(rows);
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "model.onnx");
        transformer.SaveOnnx(path);
        var pipeline = mlContext.Transforms.ApplyOnnxModel(["Score", "PredictedLabel"], ["Features"], path)
            .Append(mlContext.Transforms.CustomMapping<OnnxScore, Scalars>(
                (onnx, scalar) => (scalar.Score, scalar.PredictedLabel) = (onnx.Score[0], onnx.PredictedLabel[0]), contractName: null));

        AnomalyDetectionMetrics onnx = mlContext.AnomalyDetection.Evaluate(pipeline.Fit(data).Transform(data), falsePositiveCount: 5);
        AnomalyDetectionMetrics direct = mlContext.AnomalyDetection.Evaluate(transformer.Transform(data), falsePositiveCount: 5);

        Assert.Equal(direct.AreaUnderRocCurve, onnx.AreaUnderRocCurve, 1e-9);
        Assert.Equal(direct.DetectionRateAtFalsePositiveCount, onnx.DetectionRateAtFalsePositiveCount, 1e-9);
        Assert.InRange(onnx.AreaUnderRocCurve, 0.95, 1);
    }

    private static float[][] Rows(IDataView view, string name) => view.Schema[name].Type is VectorDataViewType
        ? view.Column<float[]>(name) : [.. view.Column<float>(name).Select(value => new[] { value })];

    /// <summary>Σ |terms of the score| of each row.</summary>
    private static double[] Scales(VaeModel model, IDataView scored)
    {
        float[] means = model.Scorer.TermMeans.Features;
        return
        [
            .. scored.Column<float[]>("Contributions").Zip(scored.Column<float>("Score"), (contributions, score) =>
            {
                double features = contributions.Zip(means, (c, mean) => Math.Abs((double)c + mean)).Sum();
                double latent = score - contributions.Zip(means, (c, mean) => (double)c + mean).Sum();
                return features + Math.Abs(latent);
            }),
        ];
    }

    private sealed class OnnxScore
    {
        [VectorType(1)]
        public float[] Score { get; set; } = [];

        [VectorType(1)]
        public bool[] PredictedLabel { get; set; } = [];
    }

    private sealed class Scalars
    {
        public float Score { get; set; }

        public bool PredictedLabel { get; set; }
    }
}
