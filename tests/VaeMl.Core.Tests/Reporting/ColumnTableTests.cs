using System.Xml.Linq;
using VaeMl.Reporting;

namespace VaeMl.Tests.Reporting;

public class ColumnTableTests
{
    [Fact]
    public void TheHighestFiftyColumnsHaveALineAndTheOthersOneTogether()
    {
        // Column k contributes k nats, and each of the other numbers is one that k gives as well.
        int[] order = [.. Enumerable.Range(1, 60).OrderBy(k => k * 37 % 61)];
        ColumnSummaries summaries = new(
            [.. order.Select(k => new ColumnSummary(Number($"c{k}"), k, k / 1000.0, k / 500.0, k))], LatentExcess: 170, LatentShare: 0.17, true, 7, 60);
        string[][] lines = Lines(ColumnTable.Write(summaries));
        Assert.Equal(52, lines.Length);
        for (int i = 0; i < 50; i++)
            Assert.Equal($"c{60 - i}|{60 - i}|{Percent(60 - i, 10)}|{Percent(60 - i, 5)}|±{60 - i}", string.Join('|', lines[i]));
        Assert.Equal(["10 other columns", "55", "5.5 %", "", ""], lines[50]);
        Assert.Equal(["latent term", "170", "17 %", "", ""], lines[51]);

        static string Percent(int number, int of) => FormattableString.Invariant($"{number / (double)of} %");
    }

    [Fact]
    public void CellsSayWhatTheyHoldAndBarsCompare()
    {
        ReportColumn binary = new("binary", SchemaColumn.Number("binary"), 0, 1, IsBinary: true);
        ReportColumn date = new("date", LogTable.Schema.Columns[0], 0, 5);
        ColumnSummaries summaries = new(
            [new(Number("low"), -2, -0.5, 0, 0.123456), new(binary, 4, 1.25, 0.5, 0.25), new(date, 1, double.NaN, 0, 2), new(Number("empty"), 0, 0, 1, double.NaN)],
            LatentExcess: -1, LatentShare: -0.25, true, 1, 1);
        string html = ColumnTable.Write(summaries);
        Assert.Equal(
            ["binary|4|125 %|50 %|25 % wrong", "date|1|–|0 %|±2 days", "empty|0|0 %|100 %|–", "low|−2|−50 %|0 %|±0.123", "latent term|−1|−25 %||"],
            Lines(html).Select(line => string.Join('|', line)));
        // As long as the share of the longest, at least a trace, and in another colour below 0.
        XElement[] bars = [.. XElement.Parse(html).Descendants("rect")];
        Assert.Equal(["100", "25", "0.5", "50", "25"], bars.Select(bar => bar.Attribute("width")!.Value));
        Assert.Equal([true, true, true, false, false], bars.Select(bar => bar.Attribute("fill")!.Value == bars[0].Attribute("fill")!.Value));
    }

    private static ReportColumn Number(string name) => new(name, SchemaColumn.Number(name), 0, 1);

    private static string[][] Lines(string html) =>
        [.. XElement.Parse(html).Element("tbody")!.Elements("tr").Select(line => line.Elements().Select(cell => cell.Value).ToArray())];
}
