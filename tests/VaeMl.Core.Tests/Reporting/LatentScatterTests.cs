using VaeMl.Reporting;

namespace VaeMl.Tests.Reporting;

public class LatentScatterTests
{
    [Fact]
    public void OneVariableIsDrawnAgainstTheScore()
    {
        HtmlReport report = Report(1);
        (double X, double Y)[] points = PlotReading.Of(LatentScatter.Draw(report, ScoredRows.Score(report)), "Latent and score").Circles;
        VaeScore[] scores = Drawn(report);
        Assert.Equal(scores.Length, points.Length);
        Assert.All(points.Zip(scores), pair =>
        {
            Assert.Equal(pair.Second.Latent[0], pair.First.X, 0.02);
            Assert.Equal(pair.Second.Score, pair.First.Y, 0.2);
        });
    }

    // Two variables have no other direction: the picture is their plane, turned.
    [Fact]
    public void TwoVariablesKeepTheirDistances()
    {
        HtmlReport report = Report(2);
        string svg = LatentScatter.Draw(report, ScoredRows.Score(report));
        Assert.Contains("(both: 100 % of variance)", svg, StringComparison.Ordinal);
        (double X, double Y)[] points = PlotReading.Of(svg, "Latent means of 2 variables").Circles;
        VaeScore[] scores = Drawn(report);
        Assert.Equal(scores.Length, points.Length);
        for (int i = 1; i < points.Length; i++)
            Assert.Equal(
                Math.Sqrt(Math.Pow(scores[i].Latent[0] - scores[0].Latent[0], 2) + Math.Pow(scores[i].Latent[1] - scores[0].Latent[1], 2)),
                Math.Sqrt(Math.Pow(points[i].X - points[0].X, 2) + Math.Pow(points[i].Y - points[0].Y, 2)), 0.05);
        // Most of the variance lies along the first.
        Assert.True(points.Sum(p => p.X * p.X) > points.Sum(p => p.Y * p.Y));
    }

    private static HtmlReport Report(int latent)
    {
        VaeData data = new(Models.Rows(80));
        VaeTrainingResult training = new VaeTrainer(Models.Quick with { LatentSize = latent, Epochs = 60 }).Train(data);
        return new HtmlReport { Model = training.Model.WithFlagRate(0.2), Training = training.Report, Rows = data };
    }

    /// <summary>The rows that are not flagged, and over them those that are.</summary>
    private static VaeScore[] Drawn(HtmlReport report) =>
        [.. Enumerable.Range(0, report.Rows.Count).Select(i => report.Model.Score(report.Rows[i])).OrderBy(score => score.IsAnomaly)];
}
