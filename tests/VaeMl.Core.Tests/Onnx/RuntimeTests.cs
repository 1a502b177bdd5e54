using System.Globalization;
using VaeMl.Scoring;
using Xunit.Abstractions;

namespace VaeMl.Tests.Onnx;

/// <summary>ONNX Runtime scores a model's file as the Core scores the model.</summary>
public sealed class RuntimeTests(ITestOutputHelper output)
{
    // Of Σ|terms of the score|: a relative error of the sum itself means nothing near zero.
    private const double Tolerance = 1e-5;

    // Of the largest value beside it: where the encoder's input is at its limit, a mean is a small difference of large numbers.
    private const double MeanTolerance = 1e-4;

    private static readonly OnnxExport Everything = new()
    {
        LatentVariance = "LatentVariance",
        Contributions = "Contributions",
        LatentContribution = "LatentContribution",
        Reconstruction = "Reconstruction",
    };

    private static readonly string[] Outputs =
    [
        "Latent", "LatentVariance", "Elbo", "Score", "Contributions", "LatentContribution", "Reconstruction", "PredictedLabel",
    ];

    private static readonly string[] Means = ["Latent", "LatentVariance", "Reconstruction"];

    [Fact]
    public void Every_kind_of_model_scores_alike()
    {
        ModelCase[] kinds = [.. ModelCase.All];
        VaeModel[] models = [.. kinds.Select(kind => kind.Create())];
        float[][] rows = [.. models.Select(model => (float[])[.. TestRows.Usual(model), .. TestRows.Adversarial(model)])];
        float[][] results = [.. models.Select((model, i) =>
            OnnxRuntime.Run(new OnnxRun(ModelBytes.Write(model, Everything), rows[i], 500, model.FeatureCount, "Features", Outputs)))];
        SortedDictionary<string, (double Worst, string Where)> worst = [];
        for (int i = 0; i < kinds.Length; i++)
            Compare(kinds[i], models[i], rows[i], results[i], worst);
        foreach ((string column, (double error, string where)) in worst)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{column}: {error:e1} at {where}"));
        Assert.All(worst, column =>
            Assert.True(column.Value.Worst <= (Means.Contains(column.Key) ? MeanTolerance : Tolerance), column.Value.Where));
    }

    [Fact]
    public void A_row_alone_scores_as_in_a_batch_under_any_names()
    {
        VaeModel model = new ModelCase("mixed", Samples: 3).Create();
        OnnxExport export = new() { Input = "in put", Score = "é", Elbo = null, Latent = null, PredictedLabel = null };
        float[] rows = TestRows.Usual(model)[..(20 * model.FeatureCount)];
        float[] scores = OnnxRuntime.Run(new OnnxRun(ModelBytes.Write(model, export), rows, 1, model.FeatureCount, "in put", ["é"]));
        Assert.All(new Scores(model, rows).Score.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * Math.Abs(pair.First)));
    }

    private static void Compare(
        ModelCase kind, VaeModel model, float[] rows, float[] results, SortedDictionary<string, (double Worst, string Where)> worst)
    {
        int d = model.FeatureCount, q = model.LatentSize, n = rows.Length / d;
        Scores core = new(model, rows);
        double[] terms = core.TermSums(model.Scorer.TermMeans);
        // The plug-in score's own terms are not those of the bound beside it.
        double[] boundTerms = kind.Score == ScoreKind.PlugIn ? new Scores(WithElboScore(model), rows).TermSums(model.Scorer.TermMeans) : terms;
        int at = 0;
        Column("Latent", core.Latent, i => LargestOf(core.Latent, i / q, q));
        Column("LatentVariance", core.LatentVariance, i => LargestOf(core.LatentVariance, i / q, q));
        Column("Elbo", core.Elbo, i => boundTerms[i]);
        Column("Score", core.Score, i => terms[i]);
        // An error of the log weights, relative to the terms, moves weights between samples, which differ by the terms at most.
        bool weighted = kind is { Score: ScoreKind.ImportanceWeighted, Samples: > 1 };
        double[] shares = weighted ? [.. terms.Select(sum => sum * Math.Max(1, sum))] : terms;
        Column("Contributions", core.Contributions, i => shares[i / d]);
        Column("LatentContribution", core.LatentContribution, i => shares[i]);
        Column("Reconstruction", core.Reconstruction, i => LargestOf(core.Reconstruction, i / d, d));
        for (int i = 0; i < n; i++, at++)
            if (!(Math.Abs(core.Score[i] - model.Threshold) <= Tolerance * terms[i]))
                Assert.Equal(model.IsAnomaly(core.Score[i]), results[at] != 0);
        Assert.Equal(results.Length, at);

        void Column(string name, float[] expected, Func<int, double> scale)
        {
            for (int i = 0; i < expected.Length; i++, at++)
            {
                if (expected[i].Equals(results[at]))
                    continue;
                double error = Math.Abs((double)expected[i] - results[at]) / scale(i);
                if (error <= worst.GetValueOrDefault(name, (-1, "")).Worst)
                    continue;
                int row = i / (expected.Length / n);
                string values = string.Join(' ', rows[(row * d)..((row + 1) * d)].Select(x => x.ToString(CultureInfo.InvariantCulture)));
                string where = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{kind}, row {row} [{values}]: Core {expected[i]:r}, runtime {results[at]:r}, scale {scale(i):g3}");
                worst[name] = (double.IsNaN(error) ? double.PositiveInfinity : error, where);
            }
        }
    }

    private static double LargestOf(float[] values, int row, int width) => Math.Max(1, values.Skip(row * width).Take(width).Max(Math.Abs));

    private static VaeModel WithElboScore(VaeModel model)
    {
        Scorer s = model.Scorer;
        return new VaeModel(new Scorer(s.Network, s.Features, ScoreKind.Elbo, s.Noise, s.TermMeans), model.Metadata);
    }
}
