using System.Globalization;
using System.Xml.Linq;
using VaeMl.Reporting;

namespace VaeMl.Tests.Reporting;

/// <summary>What a report shows is what the model and its training say, in words, cards and pictures alike.</summary>
public class ReportFiguresTests
{
    private static readonly HtmlReport _report = Labelled();

    private static readonly string _html = _report.Render();

    [Fact]
    public void TheCardsHoldTheModelsFigures()
    {
        Dictionary<string, string> cards = XDocument.Parse(_html).Descendants("section").First().Elements("div")
            .ToDictionary(card => card.Element("span")!.Value, card => card.Element("b")!.Value);
        float[] scores = _report.Model.Scores(_report.Rows);
        Assert.Equal(Auroc(scores, _report.Labels!).ToString("F4", CultureInfo.InvariantCulture), cards["AUROC"]);
        Assert.Equal(AveragePrecision(scores, _report.Labels!).ToString("F4", CultureInfo.InvariantCulture), cards["average precision"]);
        Assert.Equal(_report.Model.Threshold, double.Parse(cards["threshold (nats)"], CultureInfo.InvariantCulture), 0.001 * Math.Abs(_report.Model.Threshold));
        Assert.Equal(_report.Training.Epochs[^1].Train.Elbo, double.Parse(cards["mean training ELBO, last epoch (nats)"], CultureInfo.InvariantCulture), 0.001 * Math.Abs(_report.Training.Epochs[^1].Train.Elbo));
        Assert.Equal("10 %", cards["nominal flag rate"]);
        Assert.Equal(Share(i => !_report.Labels![i]), cards["normal rows flagged"]);
        Assert.Equal(Share(i => _report.Labels![i]), cards["anomaly rows flagged"]);

        string Share(Func<int, bool> among)
        {
            int[] rows = [.. Enumerable.Range(0, scores.Length).Where(among)];
            return string.Create(CultureInfo.InvariantCulture, $"{100.0 * rows.Count(i => scores[i] > _report.Model.Threshold) / rows.Length:0.#} %");
        }
    }

    [Fact]
    public void TheThresholdStandsWhereItIsInBothPictures()
    {
        double threshold = _report.Model.Threshold;
        PlotReading order = PlotReading.Of(_html, "Scores in the table's order");
        Assert.Equal(threshold, order.Level, 0.1);
        Assert.All(order.Dots("flagged"), dot => Assert.True(dot.Y > threshold - 0.1));
        Assert.All(order.Dots("unflagged"), dot => Assert.True(dot.Y < threshold + 0.1));
        Assert.Equal(threshold, PlotReading.Of(_html, "Distribution of the scores").Upright, 0.1);
        // A dot is its row's score.
        float[] scores = _report.Model.Scores(_report.Rows);
        Assert.All(order.Dots("unflagged"), dot => Assert.Equal(scores[(int)Math.Round(dot.X) - 1], dot.Y, 0.2));
    }

    [Fact]
    public void TheCurvesOfTheLabelsHaveTheAreasThatAreNamed()
    {
        float[] scores = _report.Model.Scores(_report.Rows);
        PlotReading roc = PlotReading.Of(_html, "ROC curve"), precision = PlotReading.Of(_html, "Precision and recall");
        Assert.Equal(Auroc(scores, _report.Labels!), Area(Assert.Single(roc.Lines(dashed: false))), 0.005);
        Assert.Equal(AveragePrecision(scores, _report.Labels!), Area(Assert.Single(precision.Lines(dashed: false))), 0.01);
        int flagged = scores.Count(_report.Model.IsAnomaly), hits = scores.Where((score, i) => _report.Model.IsAnomaly(score) && _report.Labels![i]).Count(), anomalies = _report.Labels!.Count(label => label);
        (double x, double y) = Assert.Single(roc.Dots("threshold"));
        Assert.Equal((flagged - hits) / (double)(scores.Length - anomalies), x, 0.005);
        Assert.Equal(hits / (double)anomalies, y, 0.005);
        (x, y) = Assert.Single(precision.Dots("threshold"));
        Assert.Equal(hits / (double)anomalies, x, 0.005);
        Assert.Equal(hits / (double)flagged, y, 0.005);

        static double Area((double X, double Y)[] curve) => curve.Zip(curve.Skip(1), (a, b) => (b.X - a.X) * (a.Y + b.Y) / 2).Sum();
    }

    [Fact]
    public void LossCurvesAreTheReportsOfTrainingAndOfTheRowsHeldOut()
    {
        TrainingReport training = _report.Training with
        {
            // −ELBO of training and held-out rows, their reconstruction terms and latent terms all differ.
            Epochs = [.. Enumerable.Range(1, 5).Select(e => new EpochReport(e, new ElboTerms(-20 + e, -3, -1.5), e == 2 ? null : new ElboTerms(-30 + 2 * e, -6, -2), 1, 0.01))],
        };
        PlotReading bound = PlotReading.Of(LossCurves.Bound(training), "Loss: −ELBO and its reconstruction term");
        PlotReading latent = PlotReading.Of(LossCurves.Latent(training), "Loss: the latent term, KL(q(z|x) ‖ p(z))");
        Assert.Equal(["−ELBO", "validation", "−log p(x|z)", "validation"], bound.Legend.Select(entry => entry.Name));
        (double X, double Y)[][] trained = bound.Lines(dashed: false), validated = bound.Lines(dashed: true);
        AssertCurve(training, e => e.Train, terms => -terms.Elbo, trained[0]);
        AssertCurve(training, e => e.Validation, terms => -terms.Elbo, validated[0]);
        AssertCurve(training, e => e.Train, terms => -terms.LogLikelihood, trained[1]);
        AssertCurve(training, e => e.Validation, terms => -terms.LogLikelihood, validated[1]);
        AssertCurve(training, e => e.Train, terms => terms.LatentTerm, Assert.Single(latent.Lines(dashed: false)));
        AssertCurve(training, e => e.Validation, terms => terms.LatentTerm, Assert.Single(latent.Lines(dashed: true)));

        static void AssertCurve(TrainingReport training, Func<EpochReport, ElboTerms?> terms, Func<ElboTerms, double> value, (double X, double Y)[] drawn)
        {
            EpochReport[] shown = [.. training.Epochs.Where(e => terms(e) is not null)];
            Assert.Equal(shown.Length, drawn.Length);
            Assert.All(shown.Zip(drawn), pair =>
            {
                Assert.Equal(pair.First.Epoch, pair.Second.X, 0.05);
                Assert.Equal(value(terms(pair.First)!.Value), pair.Second.Y, 0.1);
            });
        }
    }

    // A row that is further off the more, the later the feature: of eight the last five are shown, the last first.
    [Fact]
    public void ARowShowsTheFiveFeaturesThatRaiseItsScoreMost()
    {
        Random random = new(3);
        float[][] rows = [.. Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, 8).Select(_ => (float)Models.Normal(random)).ToArray())];
        VaeTrainingResult training = new VaeTrainer(Models.Quick).Train(new VaeData(rows));
        float[] off = [3, -3.5f, 4, -4.5f, 5, -5.5f, 6, -6.5f];
        VaeScore score = training.Model.Score(off);
        HtmlReport report = new() { Model = training.Model, Training = training.Report, Rows = new VaeData([off]) };
        XElement figure = XDocument.Parse(report.Render()).Descendants("figure").First();
        int[] highest = [.. Enumerable.Range(0, 8).OrderByDescending(j => score.Contributions[j]).Take(5)];
        Assert.Equal(highest.Select(j => $"f{j}"), figure.Descendants("li").Select(line => line.Descendants("span").First().Value));
        Assert.Equal(
            highest.Select(j => Math.Round(score.Contributions[j] / score.Contributions[highest[0]], 2)),
            figure.Descendants("rect").Select(bar => Math.Round(double.Parse(bar.Attribute("width")!.Value, CultureInfo.InvariantCulture) / 100, 2)), (a, b) => Math.Abs(a - b) < 0.011);
    }

    private static HtmlReport Labelled()
    {
        VaeData data = LogTable.Data(200);
        HtmlReport report = LogTable.Report(data, epochs: 30);
        float[] scores = report.Model.Scores(data);
        // The higher a score, the likelier its label is an anomaly, but not surely.
        Random random = new(6);
        float[] sorted = [.. scores.Order()];
        bool[] labels = [.. scores.Select(score => random.NextDouble() < 0.6 * Math.Pow(Array.IndexOf(sorted, score) / 200.0, 3))];
        return report with { Model = report.Model.WithFlagRate(0.1), Labels = labels };
    }

    private static double Auroc(float[] scores, IReadOnlyList<bool> labels)
    {
        var pairs = from i in Enumerable.Range(0, scores.Length) where labels[i] from j in Enumerable.Range(0, scores.Length) where !labels[j] select Math.Sign(scores[i] - scores[j]);
        return pairs.Average(sign => (1 + sign) / 2.0);
    }

    private static double AveragePrecision(float[] scores, IReadOnlyList<bool> labels)
    {
        bool[] ranked = [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).Select(i => labels[i])];
        return Enumerable.Range(0, ranked.Length).Where(k => ranked[k]).Average(k => ranked[..(k + 1)].Count(label => label) / (k + 1.0));
    }
}
