using System.Globalization;
using VaeMl.Tests.Onnx;

namespace VaeMl.Tests.Cluster;

/// <summary>Compares scores in text with a model's own.</summary>
internal static class ScoreComparison
{
    /// <summary>Every row's scores are the model's, within 10⁻⁵ of the sum of its terms' magnitudes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows.</param>
    /// <param name="cells">For each row Elbo, Score and PredictedLabel.</param>
    public static void AssertEqual(VaeModel model, VaeData data, IReadOnlyList<string[]> cells)
    {
        Assert.Equal(data.Count, cells.Count);
        float[] rows = [.. Enumerable.Range(0, data.Count).SelectMany(i => data[i].ToArray())];
        float[] scores = [.. model.Scores(data)];
        Scores all = new(model, rows);
        double[] terms = new Scores(model, rows).TermSums(model.Scorer.TermMeans);
        for (int i = 0; i < data.Count; i++)
        {
            Assert.Equal(all.Elbo[i], float.Parse(cells[i][0], CultureInfo.InvariantCulture), 1e-5 * terms[i]);
            Assert.Equal(scores[i], float.Parse(cells[i][1], CultureInfo.InvariantCulture), 1e-5 * terms[i]);
            if (Math.Abs(scores[i] - model.Threshold) > 1e-5 * terms[i])
                Assert.Equal(model.IsAnomaly(scores[i]) ? "true" : "false", cells[i][2]);
        }
    }
}
