using System.Globalization;
using System.Xml.Linq;
using VaeMl.Reporting;

namespace VaeMl.Tests.Reporting;

public class ReportLayoutTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TextsNeitherOverlapNorLeaveTheirPlots(bool schema)
    {
        HtmlReport report = LogTable.Report(LogTable.Data(200), epochs: 3);
        if (!schema)
        {
            VaeData data = new(Models.Rows(300));
            VaeTrainingResult training = new VaeTrainer(Models.Quick with { LatentSize = 1, ValidationFraction = 0.3 }).Train(data);
            report = new HtmlReport { Model = training.Model, Training = training.Report, Rows = data };
        }
        TextBoxes.AssertReadable(XDocument.Parse(report.Render()));
        TextBoxes.AssertReadable(XDocument.Parse((report with { Labels = [.. Enumerable.Range(0, report.Rows.Count).Select(i => i % 9 == 0)] }).Render()));
    }

    [Fact]
    public void WorksOnAPhoneInTheDarkAndOnPaper()
    {
        string html = LogTable.Report(LogTable.Data(50), epochs: 1).Render();
        foreach (string rule in new[] { "@media screen and (prefers-color-scheme:dark)", "@media screen and (max-width:640px)", "@media print", "width=device-width" })
            Assert.Contains(rule, html, StringComparison.Ordinal);
        XElement[] plots = [.. XDocument.Parse(html).Descendants("svg").Where(svg => svg.Attribute("role") is not null)];
        Assert.All(plots, plot => Assert.Equal("360", plot.Attribute("width")!.Value));
        // A title, names of both axes: one of the texts is turned.
        Assert.All(plots, plot => Assert.Single(plot.Descendants("text"), text => text.Attribute("transform") is not null));
    }

    [Fact]
    public void ManyRowsManyOfThemFlaggedMakeNoLargeFile()
    {
        float[][] few = Models.Rows(2_000);
        VaeTrainingResult training = new VaeTrainer(Models.Quick with { Epochs = 2 }).Train(new VaeData(few));
        float[][] many = [.. Enumerable.Range(0, 150).SelectMany(_ => few)];
        HtmlReport report = new()
        {
            Model = training.Model.WithFlagRate(0.2),
            Training = training.Report,
            Rows = new VaeData(many),
            Labels = [.. many.Select(row => row[3] > 3)],
        };
        Assert.InRange(report.Render().Length, 50_000, 400_000);
    }

    [Fact]
    public void IsTheSameInEveryLocale()
    {
        HtmlReport report = LogTable.Report(LogTable.Data(100), epochs: 2) with { Labels = [.. Enumerable.Range(0, 100).Select(i => i % 9 == 0)] };
        string expected = report.Render(), actual;
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fa-IR");
        try
        {
            actual = report.Render();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.Equal(expected, actual);
    }
}
