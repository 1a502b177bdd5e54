using System.Xml.Linq;
using VaeMl.Reporting;

namespace VaeMl.Tests.Reporting;

public class HtmlReportTests
{
    private static readonly VaeOptions _quick = new() { Epochs = 3, HiddenSizes = [8], CalibrationFolds = 2 };

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void IsOneWellFormedFileWithoutAddresses(int latent, bool labelled)
    {
        HtmlReport report = Report(_quick with { LatentSize = latent }, 300);
        string html = (labelled ? report : report with { Labels = null }).Render();
        XElement page = XDocument.Parse(html).Root!;
        Assert.Equal("a < b & c", page.Element("head")!.Element("title")!.Value);
        Assert.Equal((labelled ? 7 : 5) + 10, page.Descendants("figure").Count());
        Assert.All(page.Descendants("figure"), figure => Assert.NotEmpty(figure.Descendants("svg")));
        foreach (string address in new[] { "http", "//", "src=", "href", "url(", "@import", "<script" })
            Assert.DoesNotContain(address, html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(labelled, html.Contains("AUROC", StringComparison.Ordinal));
    }

    /// <summary>Written in place, the old page would be lost to a kill or a full disk; whoever reads it still has it.</summary>
    [Fact]
    public void ASavedPageTakesThePlaceOfTheOldOneWhenItIsComplete()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "page.html");
        File.WriteAllText(path, "old");
        using StreamReader old = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        HtmlReport report = Report(_quick, 100);
        report.Save(path);
        Assert.Equal("old", old.ReadToEnd());
        Assert.Equal(report.Render(), File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void ShowsValidationWherePresent()
    {
        Assert.Contains("validation", Report(_quick with { ValidationFraction = 0.3 }, 200).Render(), StringComparison.Ordinal);
        Assert.DoesNotContain("validation", Report(_quick, 200).Render(), StringComparison.Ordinal);
    }

    [Fact]
    public void StaysSmallWithManyRows()
    {
        HtmlReport few = Report(_quick, 2_500);
        float[][] many = [.. Enumerable.Range(0, 20).SelectMany(_ => Rows(2_500))];
        string html = (few with { Rows = new VaeData(many, few.Rows.FeatureNames), Labels = null }).Render();
        Assert.InRange(html.Length, 10_000, 300_000);
        Assert.InRange(html.Split("<circle").Length - 1, 1_000, 2_000);
    }

    [Fact]
    public void RowsThatCannotBeScoredAreCounted()
    {
        HtmlReport report = Report(_quick, 50);
        float[][] rows = [[1, 2, float.PositiveInfinity], [float.NaN, float.NaN, float.NaN], [1, 2, 3]];
        string html = (report with { Rows = new VaeData(rows), Labels = null }).Render();
        Assert.Contains("<b>2</b><span>rows that cannot be scored</span>", html, StringComparison.Ordinal);
        XDocument.Parse((report with { Rows = new VaeData(rows[..2]), Labels = [true, false] }).Render());
    }

    [Fact]
    public void IsTheSameEveryTime() => Assert.Equal(Report(_quick, 100).Render().Split("<footer>")[0], Report(_quick, 100).Render().Split("<footer>")[0]);

    [Fact]
    public void WhatDoesNotFitIsNamed()
    {
        HtmlReport report = Report(_quick, 50);
        Assert.Contains("2 features", Assert.Throws<ArgumentException>(() => (report with { Rows = new VaeData([[1, 2]]) }).Render()).Message, StringComparison.Ordinal);
        Assert.Contains("Labels holds 1", Assert.Throws<ArgumentException>(() => (report with { Labels = [true] }).Render()).Message, StringComparison.Ordinal);
        Assert.Contains("LineNumbers holds 1", Assert.Throws<ArgumentException>(() => (report with { LineNumbers = [1] }).Render()).Message, StringComparison.Ordinal);
        Assert.Contains("RowNumbers holds 1", Assert.Throws<ArgumentException>(() => (report with { RowNumbers = [1] }).Render()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0, "row, counted from 1")]
    [InlineData(2, 100, "row")]
    [InlineData(-1, 50, "position among the rows shown, counted from 1")]
    public void RowsHaveTheirOwnNumbersInWordsAndOnTheAxis(int step, int before, string axis)
    {
        HtmlReport report = Report(_quick, 50);
        if (before > 0)
            report = report with { RowNumbers = [.. Enumerable.Range(1, 50).Select(i => before + step * i)], LineNumbers = [.. Enumerable.Range(0, 50).Select(i => 1000 + i)] };
        XElement page = XDocument.Parse(report.Render()).Root!;
        int top = ScoredRows.Score(report).Top(1)[0];
        string words = before > 0 ? $"Row {before + step * (top + 1)} (line {1000 + top}), " : $"Row {top + 1}, ";
        Assert.StartsWith(words, page.Descendants("figcaption").First().Value, StringComparison.Ordinal);
        XElement plot = page.Descendants("svg").Single(svg => svg.Attribute("aria-label")?.Value == "Scores in the table's order");
        string[] texts = [.. plot.Descendants("text").Select(text => text.Value)];
        Assert.Contains(axis, texts);
        Assert.Equal(step == 2, texts.Contains("200"));
    }

    private static HtmlReport Report(VaeOptions options, int rows)
    {
        VaeData data = new(Rows(rows), ["<one>", "two & three", "four"]);
        VaeTrainingResult training = new VaeTrainer(options).Train(data);
        return new HtmlReport
        {
            Model = training.Model,
            Training = training.Report,
            Rows = data,
            Labels = [.. Enumerable.Range(0, rows).Select(i => i % 10 == 0)],
            Title = "a < b & c",
        };
    }

    private static float[][] Rows(int count)
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, count).Select(i => new[] { random.NextSingle(), 3 * random.NextSingle(), i % 10 == 0 ? 9f : random.NextSingle() })];
    }
}
