using System.Text;
using System.Xml.Linq;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Features;

namespace VaeMl.Tests.Cli;

/// <summary>Tables larger than --max-memory lets them be.</summary>
public sealed class MemoryTests : IDisposable
{
    // Five features of these are just more than the quarter of 16 MiB that stays in memory.
    private const int Rows = 212_000;

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("lots", "takes an amount of memory such as 512M or 2G; 'lots' was given.")]
    [InlineData("64X", "takes an amount of memory such as 512M or 2G; '64X' was given.")]
    [InlineData("1,5G", "takes an amount of memory such as 512M or 2G; '1,5G' was given.")]
    [InlineData("-1G", "takes an amount of memory such as 512M or 2G; '-1G' was given.")]
    [InlineData("15.9M", "takes at least 16M; '15.9M' was given.")]
    [InlineData("64", "takes at least 16M; '64' was given.")]
    [InlineData("99999999T", "takes less than 8388608T; '99999999T' was given.")]
    public void AnAmountThatIsNoneIsWrongUsage(string amount, string message)
    {
        Assert.Equal(ExitCodes.WrongUsage, _tool.Fit(Tables.Two(), $"--max-memory={amount}"));
        Assert.Equal($"error: --max-memory {message}", _tool.Error.Split('\n')[0].TrimEnd());
        Assert.Equal(["data.csv"], _tool.Files);
    }

    [Theory]
    [InlineData("16M")]
    [InlineData("0.5GiB")]
    [InlineData("16777216")]
    public void ATableThatHasRoomGivesTheSameModel(string amount)
    {
        _tool.Model(Tables.Two());
        byte[] expected = File.ReadAllBytes(_tool.PathOf("model.onnx"));
        _tool.Model(Tables.Two(), "--max-memory", amount);
        Assert.Equal(expected, File.ReadAllBytes(_tool.PathOf("model.onnx")));
    }

    [Fact]
    public void ATableOnDiskIsFittedReportedAndScored()
    {
        // Between rows that the report shows because they are spread evenly.
        const int Odd = Rows / 2 + 2;
        string csv = Csv(Odd);
        int code = _tool.Run(
            ["fit", _tool.Write("data.csv", csv), "--output", _tool.PathOf("model.onnx"), "--report", _tool.PathOf("report.html"), "--checkpoint", _tool.PathOf("run.checkpoint"),
            "--max-memory", "16M", "--label", "bad", "--epochs", "1", "--hidden-sizes", "8", "--batch-size", "512"]);
        Assert.True(code == 0, _tool.Error);
        VaeModel model = VaeModel.Load(_tool.PathOf("model.onnx"));
        Assert.Equal(["data.csv", "model.onnx", "report.html"], _tool.Files);
        Assert.Equal(["a", "b", "c", "hits", "host"], model.Schema!.Columns.Select(column => column.Name));
        Assert.Equal(["db", "web"], model.Schema.Columns[4].Levels);
        Assert.Contains($"data.csv: {Rows} rows, 5 features", _tool.Output, StringComparison.Ordinal);
        Assert.Contains("AUROC 1.0000 (by column 'bad', over all rows of the file)", _tool.Output, StringComparison.Ordinal);

        XElement page = XDocument.Parse(_tool.Read("report.html")).Root!;
        Assert.Matches("shown are (50,00[1-9]|50,010) rows: \\1 of the file's 212,000 rows, spread evenly, with the 10 of the highest scores among them\\.", page.Value);
        // Behind the header and a blank line.
        Assert.StartsWith($"Row {Odd + 1} (line {Odd + 3}), anomaly: score ", page.Descendants("figcaption").First().Value, StringComparison.Ordinal);

        string[] scores = _tool.Score(string.Join('\n', csv.Split('\n')[..5]) + "\n900,-900,900,7,web,1\n");
        Assert.Equal(["false", "false", "false", "true"], scores[1..].Select(line => line.Split(',')[3]));
    }

    [Fact]
    public void LinesAreKeptWhereTheyDoNotFollowOneAnother()
    {
        RowLines lines = new();
        int[] expected = [2, 3, 4, 7, 8, 10, 13, 14];
        foreach (int line in expected)
            lines.Add(line);
        Assert.Equal(expected, lines);
        Assert.Equal(expected, Enumerable.Range(0, expected.Length).Select(row => lines[row]));
        Assert.Throws<ArgumentOutOfRangeException>(() => lines[expected.Length]);
        Assert.Throws<ArgumentOutOfRangeException>(() => lines[-1]);
    }

    /// <summary>Related numbers, one row of which is odd, missing cells, a count, a category and labels.</summary>
    private static string Csv(int odd)
    {
        Random random = new(3);
        StringBuilder csv = new("a,b,c,hits,host,bad\n\n");
        for (int i = 0; i < Rows; i++)
        {
            int a = random.Next(1000), noise = random.Next(100);
            csv.Append(i % 50 == 7 ? "" : $"{a / 10}.{a % 10}").Append(',').Append(a + noise).Append(i == odd ? ".5,-99999.5," : $".5,{noise}.25,")
                .Append(random.Next(9)).Append(a > 500 ? ",web," : ",db,").Append(i == odd ? "1\n" : "0\n");
        }
        return csv.ToString();
    }
}
