using System.Xml.Linq;
using VaeMl.Reporting;

namespace VaeMl.Tests.Reporting;

public class ReportSectionsTests
{
    private const string Hostile = "<script>alert('x')</script>\"&]]>";

    [Fact]
    public void TheRowThatStandsOutComesFirstAndSaysWhy()
    {
        VaeData data = LogTable.Data(300);
        HtmlReport report = LogTable.Report(data);
        XElement first = Section(report.Render(), "rows").Descendants("figure").First();
        Assert.StartsWith("Row 300: score ", first.Element("figcaption")!.Value, StringComparison.Ordinal);
        Assert.EndsWith("nats, flagged", first.Element("figcaption")!.Value, StringComparison.Ordinal);
        string bar = first.Descendants("li").First().Value;
        Assert.StartsWith("load+", bar, StringComparison.Ordinal);
        string expected = ExpectedAndSeen.Describe(ReportColumn.ListAll(report.Model)[3], report.Model.Reconstruct(data[299]), data[299]).Expected;
        Assert.EndsWith($"expected {expected}, saw 900", bar, StringComparison.Ordinal);
    }

    [Fact]
    public void CategoriesAndDatesAreToldInWords()
    {
        HtmlReport report = LogTable.Report(LogTable.Data(300));
        VaeDataBuilder rows = new(LogTable.Schema);
        LogTable.Add(rows, 1440, -1, false, 5); // a host that training did not have
        LogTable.Add(rows, 1440 * 4000, 0, false, 5); // ten years on
        XElement[] figures = [.. Section((report with { Rows = rows.Build() }).Render(), "rows").Descendants("figure")];
        Assert.Equal(2, figures.Length);
        string unseen = figures.Single(f => f.Value.StartsWith("Row 1:", StringComparison.Ordinal)).Value, late = figures.Single(f => f.Value.StartsWith("Row 2:", StringComparison.Ordinal)).Value;
        Assert.Matches("host\\+[0-9.]+ natsexpected (db|web), saw a level not seen in training", unseen);
        Assert.Matches("time\\+[0-9.E+]+ natsexpected [0-9]{4}-[0-9]{2}-[0-9]{2} [A-Z][a-z]{2} [0-9]{2}:[0-9]{2}, saw 2036-12-14 Sun 00:00", late);
    }

    [Fact]
    public void FlaggedRowsAreMarkedOnceEach()
    {
        HtmlReport report = LogTable.Report(LogTable.Data(300), epochs: 5);
        report = report with { Model = report.Model.WithFlagRate(0.1) };
        int flagged = report.Model.Scores(report.Rows).Count(report.Model.IsAnomaly);
        XElement plot = Section(report.Render(), "scores").Descendants("figure").First();
        Assert.InRange(flagged, 5, 100);
        // The last row lies beyond the upper edge.
        Assert.Equal(1, Marks(plot, "beyond", 'z'));
        Assert.Equal(flagged - 1, Marks(plot, "flagged", 'h'));
        Assert.Equal(300 - flagged, Marks(plot, "unflagged", 'h'));
        Assert.Contains(plot.Descendants("text"), text => text.Value == "threshold");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LabelsGiveCurvesWithTheirAreas(bool labelled)
    {
        HtmlReport report = LogTable.Report(LogTable.Data(100), epochs: 2);
        bool[] labels = [.. Enumerable.Range(0, 100).Select(i => i % 20 == 19)];
        XDocument page = XDocument.Parse((labelled ? report with { Labels = labels } : report).Render());
        XElement? section = page.Descendants("section").SingleOrDefault(s => s.Attribute("id")?.Value == "labels");
        Assert.Equal(labelled, section is not null);
        if (section is null)
            return;
        RankingCurves curves = RankingCurves.Compute(report.Model.Scores(report.Rows), labels)!;
        Assert.Contains(FormattableString.Invariant($"AUROC {curves.Auroc:F4}"), section.Value, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"Average precision {curves.AveragePrecision:F4}; chance is 0.05"), section.Value, StringComparison.Ordinal);
        Assert.Equal(2, section.Descendants("svg").Count(svg => svg.Attribute("role") is not null));
        Assert.Contains("All rows have the same label", (report with { Labels = new bool[100] }).Render(), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryColumnHasALineAndSoHasTheLatentTerm()
    {
        XElement table = Section(LogTable.Report(LogTable.Data(300)).Render(), "columns").Element("table")!;
        XElement[] lines = [.. table.Element("tbody")!.Elements("tr")];
        Assert.Equal(["busy", "host", "latent term", "load", "time"], lines.Select(line => line.Element("th")!.Value).Order(StringComparer.Ordinal));
        Assert.Equal("load", lines[0].Element("th")!.Value);
        Assert.EndsWith("% wrong", Error("host"), StringComparison.Ordinal);
        Assert.EndsWith("% wrong", Error("busy"), StringComparison.Ordinal);
        Assert.Matches("^±[0-9.]+$", Error("load"));
        Assert.Matches("^±[0-9.]+ days$", Error("time"));

        string Error(string column) => lines.Single(line => line.Element("th")!.Value == column).Elements("td").Last().Value;
    }

    [Fact]
    public void NamesFromDataAreTextAndNothingElse()
    {
        string longName = Hostile + new string('x', 500);
        TableSchema schema = new([LogTable.Schema.Columns[0], SchemaColumn.Category(Hostile, [Hostile, longName]), SchemaColumn.Boolean("\u0001"), SchemaColumn.Number(longName)]);
        HtmlReport report = LogTable.Report(LogTable.Data(100, schema), epochs: 2);
        string html = (report with { Title = Hostile, RowsDescription = Hostile, NormalName = Hostile, AnomalyName = longName, Labels = [.. Enumerable.Range(0, 100).Select(i => i % 7 == 0)] }).Render();
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        XDocument page = XDocument.Parse(html);
        Assert.Contains(page.Descendants("span"), span => span.Value == Hostile);
        Assert.Contains(page.Descendants("span"), span => span.Value.Length == 40 && span.Attribute("title")?.Value == longName);
        TextBoxes.AssertReadable(page);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void TinyTablesHaveAllSections(int rows)
    {
        HtmlReport report = LogTable.Report(LogTable.Data(100), epochs: 2);
        VaeDataBuilder builder = new(LogTable.Schema);
        for (int i = 0; i < rows; i++)
            LogTable.Add(builder, 2000 * i, i, true, 70);
        XDocument page = XDocument.Parse((report with { Rows = builder.Build(), Labels = [.. Enumerable.Range(0, rows).Select(i => i == 1)] }).Render());
        Assert.Equal(["rows", "scores", "labels", "columns", "training"], page.Descendants("section").Attributes("id").Select(id => id.Value));
        TextBoxes.AssertReadable(page);
    }

    [Fact]
    public void RowsWithoutAScoreAreMarkedAndCountAsFlagged()
    {
        HtmlReport report = LogTable.Report(LogTable.Data(100), epochs: 2);
        VaeDataBuilder builder = new(LogTable.Schema);
        LogTable.Add(builder, 100, 0, true, 50);
        LogTable.Add(builder, 100, 0, true, float.PositiveInfinity);
        builder.Add().Fill(float.NaN);
        report = report with { Rows = builder.Build(), Labels = [false, true, true] };
        XDocument page = XDocument.Parse(report.Render());
        Assert.Equal(2, Marks(page.Root!, "unscored", 'z'));
        Assert.Contains("2 of 2 rows labelled 'anomaly' are flagged", page.Root!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page.Root.ToString(), StringComparison.Ordinal);
        TextBoxes.AssertReadable(page);
    }

    [Fact]
    public void WhatIsShownOfARowAddsUpToItsScore()
    {
        HtmlReport report = LogTable.Report(LogTable.Data(200), epochs: 5);
        foreach (XElement figure in Section(report.Render(), "rows").Descendants("figure"))
        {
            double score = Numbers(figure.Element("figcaption")!.Value)[1];
            double shown = figure.Descendants("b").Skip(1).Sum(b => Numbers(b.Value)[0]);
            Assert.Equal(score, shown + Numbers(figure.Element("p")!.Value).Sum(), 0.1);
        }

        static double[] Numbers(string text) =>
            [.. System.Text.RegularExpressions.Regex.Matches(text.Replace('−', '-'), "[-+]?[0-9]+([.][0-9]+)?(E[-+][0-9]+)?").Select(m => double.Parse(m.Value, System.Globalization.CultureInfo.InvariantCulture))];
    }

    [Fact]
    public void FeaturesMayShareANameOrHaveNone()
    {
        VaeData data = new(Models.Rows(100), ["a", "a", "", "b", "c"]);
        VaeTrainingResult training = new VaeTrainer(Models.Quick).Train(data);
        Assert.Contains("(feature 3)", new HtmlReport { Model = training.Model, Training = training.Report, Rows = data }.Render(), StringComparison.Ordinal);
    }

    private static XElement Section(string html, string id) => XDocument.Parse(html).Descendants("section").Single(s => s.Attribute("id")?.Value == id);

    private static int Marks(XElement within, string kind, char of) =>
        within.Descendants("path").Single(path => path.Attribute("class")?.Value == kind).Attribute("d")!.Value.Count(c => c == of);
}
