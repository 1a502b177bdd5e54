using VaeMl.Reporting;

namespace VaeMl.Tests.Reporting;

public class RankingCurvesTests
{
    [Theory]
    [InlineData(new[] { 0.1f, 0.4f, 0.35f, 0.8f }, new[] { false, false, true, true }, 0.75, 0.5 * 1 + 0.5 * 2 / 3)] // the example of scikit-learn's documentation
    [InlineData(new[] { 1f, 1, 2, 2 }, new[] { false, true, false, true }, 0.5, 0.5 * 0.5 + 0.5 * 0.5)] // ties
    [InlineData(new[] { 1f, 2, float.NaN }, new[] { false, false, true }, 1, 1)] // what cannot be scored ranks first
    [InlineData(new[] { 3f, 2, 1 }, new[] { false, false, true }, 0, 1.0 / 3)]
    public void KnownCases(float[] scores, bool[] labels, double auroc, double average)
    {
        RankingCurves curves = RankingCurves.Compute(scores, labels)!;
        Assert.Equal(auroc, curves.Auroc, 12);
        Assert.Equal(average, curves.AveragePrecision, 12);
        Assert.Equal(labels.Count(l => l) / (double)labels.Length, curves.Prevalence);
        Assert.Equal(auroc, Area(curves.Roc), 12);
        Assert.Equal(average, Area(curves.PrecisionRecall), 12);
    }

    [Fact]
    public void PointsAreThoseOfTheDistinctScores()
    {
        RankingCurves curves = RankingCurves.Compute([0.1f, 0.4f, 0.35f, 0.8f], [false, false, true, true])!;
        Assert.Equal([(0, 0), (0, 0.5), (0.5, 0.5), (0.5, 1), (1, 1)], curves.Roc);
        Assert.Equal([(0, 1), (0.5, 1), (0.5, 2 / 3.0), (1, 2 / 3.0)], curves.PrecisionRecall);
    }

    [Fact]
    public void ManyRowsGiveFewPointsAndTheSameAreas()
    {
        // Few anomalies among many rows: the curves' beginning, where these rank, must not be thinned away.
        Random random = new(4);
        bool[] labels = [.. Enumerable.Range(0, 200_000).Select(i => i % 4000 == 0)];
        float[] scores = [.. labels.Select(label => (float)(random.NextDouble() + (label ? 0.9 : 0)))];
        RankingCurves curves = RankingCurves.Compute(scores, labels)!;
        Assert.InRange(curves.Roc.Count + curves.PrecisionRecall.Count, 10, 1_000);
        Assert.Equal(curves.Auroc, Area(curves.Roc), 0.005);
        Assert.Equal(curves.AveragePrecision, Area(curves.PrecisionRecall), 0.01);
    }

    [Fact]
    public void OneLabelAloneHasNoCurves()
    {
        Assert.Null(RankingCurves.Compute([1, 2], [true, true]));
        Assert.Null(RankingCurves.Compute([], []));
    }

    private static double Area(IReadOnlyList<(double X, double Y)> curve) =>
        curve.Zip(curve.Skip(1), (a, b) => (b.X - a.X) * (a.Y + b.Y) / 2).Sum();
}
