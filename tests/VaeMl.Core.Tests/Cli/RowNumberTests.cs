using System.Globalization;
using System.Text;
using System.Xml.Linq;
using VaeMl.Cli.Tables;

namespace VaeMl.Tests.Cli;

/// <summary>Rows have one number everywhere, from 1 without the header and blank lines, and beside it the line of the file.</summary>
public sealed class RowNumberTests : IDisposable
{
    private const int Odd = 150, Empty = 17;

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void ReportWarningsAndScoresAgreeWhereLinesAreBlankAndRowsEmpty()
    {
        // A blank line, the seventh, after row 5.
        StringBuilder csv = new("a,b\n");
        foreach ((int i, float[] row) in Tables.Values(200).Index())
            csv.Append(i == 5 ? "\n" : "").Append(i + 1 == Empty ? "," : FormattableString.Invariant($"{row[0]},{(i + 1 == Odd ? 1e9f : row[1])}")).Append('\n');
        _tool.Model(csv.ToString(), "--report", _tool.PathOf("report.html"));
        const string Place = "holds 1E+09 in row 150 (line 152), more than a million times";
        Assert.Contains(Place, _tool.Error, StringComparison.Ordinal);

        XElement page = XDocument.Parse(_tool.Read("report.html")).Root!;
        Assert.Contains(Place, page.Value, StringComparison.Ordinal);
        Assert.StartsWith("Row 150 (line 152): score ", page.Descendants("figcaption").First().Value, StringComparison.Ordinal);

        string[][] scores = [.. _tool.Score(csv.ToString())[1..].Select(line => line.Split(','))];
        Assert.Equal(Enumerable.Range(1, 200).Select(row => row.ToString(CultureInfo.InvariantCulture)), scores.Select(cells => cells[0]));
        Assert.Equal(["17", "NaN", "NaN", "true"], scores[Empty - 1]);
        Assert.Equal("150", scores.MaxBy(cells => float.Parse(cells[2], CultureInfo.InvariantCulture) is var score && float.IsNaN(score) ? float.MinValue : score)![0]);
    }

    [Fact]
    public void WithoutLinesThereIsTheNumberAlone() => Assert.Equal("row 3", TableFile.PlaceOf(3, 3, TableFile.RowUnit));
}
