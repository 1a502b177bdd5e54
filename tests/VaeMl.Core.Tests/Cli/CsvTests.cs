using System.Globalization;
using System.Text;
using VaeMl.Cli.Cells;
using VaeMl.Cli.Csv;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Features;
using VaeMl.Cli.Inference;
using VaeMl.Cli.Tables;

namespace VaeMl.Tests.Cli;

public sealed class CsvTests : IDisposable
{
    private static readonly CsvDialect _plain = new(CultureInfo.InvariantCulture, null);

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("a,b,c\n", ',')]
    [InlineData("a;b;c\n", ';')]
    [InlineData("a\tb\tc\r\n1,5\t2\t3", '\t')]
    [InlineData("a;b\n1,5;2,5", ';')]
    [InlineData("\"a,b,c\";d\n", ';')]
    [InlineData("alone\n1;2;3\n", ',')]
    [InlineData("\r\n\na;b\n", ';')]
    public void TheSeparatorIsRecognised(string text, char separator) => Assert.Equal(separator, Separators.Recognise(text));

    [Theory]
    [InlineData("1.5", 1.5f)]
    [InlineData("-2e3", -2000f)]
    [InlineData("+.5", 0.5f)]
    [InlineData("", float.NaN)]
    [InlineData("NA", float.NaN)]
    [InlineData("na", float.NaN)]
    [InlineData("NaN", float.NaN)]
    [InlineData("nan", float.NaN)]
    [InlineData("?", float.NaN)]
    [InlineData("-", float.NaN)]
    [InlineData("inf", float.PositiveInfinity)]
    [InlineData("-Infinity", float.NegativeInfinity)]
    [InlineData("1e39", float.PositiveInfinity)]
    public void CellsAreNumbersOrMissing(string text, float expected)
    {
        Assert.True(Cell.TryRead(text, CultureInfo.InvariantCulture, out float value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("1,5")]
    [InlineData("1,000")]
    [InlineData("1 2")]
    [InlineData("0x10")]
    [InlineData("true")]
    public void EverythingElseIsText(string text) => Assert.False(Cell.TryRead(text, CultureInfo.InvariantCulture, out _));

    [Fact]
    public void QuotesBlanksLinesAndMissingValuesAreRead()
    {
        TrainingTable table = Table("\"a\" , \"b \"\"x\"\"\"\r\n 1 ,\"2\"\r\n\r\n?,NA\r\n");
        Assert.Equal(["a", "b \"x\""], table.Data.FeatureNames);
        Assert.Equal([1f, 2f], table.Data[0].ToArray());
        Assert.Equal([float.NaN, float.NaN], table.Data[1].ToArray());
        Assert.Equal([2, 4], table.Lines);
    }

    [Fact]
    public void LabelsAndExcludedColumnsAreNoFeatures()
    {
        TrainingTable table = Table("a,kind,label,b\n1,x,true,2\n3,y,0,4\n5,z,1.0,6\n", "label", "kind");
        Assert.Equal(["a", "b"], table.Data.FeatureNames);
        Assert.Equal([true, false, true], table.Labels);
        Assert.Equal([3f, 4f], table.Data[1].ToArray());
    }

    [Fact]
    public void RunningNumbersAreNames() => Assert.Equal(["0", "1", "2"], Table("0,1,2\n1.5,2.5,3.5\n").Data.FeatureNames);

    [Fact]
    public void AByteOrderMarkIsNoPartOfAName()
    {
        _tool.Write("data.csv", "a,b\n1,2\n", new UTF8Encoding(true));
        using CsvFile file = CsvFile.Open(_tool.PathOf("data.csv"), _plain);
        Assert.Equal(0, file.Header.Find("a", ""));
        _tool.Write("wide.csv", "a,b\n1,2\n", Encoding.Unicode);
        using CsvFile wide = CsvFile.Open(_tool.PathOf("wide.csv"), _plain);
        Assert.Equal(0, wide.Header.Find("a", ""));
    }

    [Fact]
    public void AnEndlessCellIsAnError()
    {
        InputException e = Assert.Throws<InputException>(() => Table("a,b\n1,\"" + new string('x', 1 << 21)));
        Assert.Contains("is a quote left open?", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AQuoteLeftOpenIsAnErrorThatNamesItsLine()
    {
        InputException e = Assert.Throws<InputException>(() => Table("a,b\n1,2\n3,\"4\n" + string.Concat(Enumerable.Repeat("5,6\n", CsvScanner.LongestCell / 2))));
        Assert.Equal($"data.csv, line 3: a cell is longer than {CsvScanner.LongestCell} bytes; is a quote left open?", e.Message);
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public void EverySeparatorGivesTheSameModel(char separator)
    {
        float[] expected = Scores(_tool.Model(Tables.Two()));
        Assert.Equal(expected, Scores(_tool.Model(Tables.Two(separator: separator))));
        Assert.Equal($"Row{separator}Elbo{separator}Score{separator}PredictedLabel", _tool.Score(Tables.Two(separator: separator))[0]);
    }

    [Theory]
    [InlineData(';')]
    [InlineData(',')]
    public void DecimalCommasAreReadByCulture(char separator)
    {
        float[] expected = Scores(_tool.Model(Tables.Two()));
        string german = Tables.Two(separator: separator, culture: CultureInfo.GetCultureInfo("de-DE"));
        Assert.Equal(expected, Scores(_tool.Model(german, "--culture", "de-DE")));
        string[] lines = _tool.Score(german, "--culture", "de-DE");
        Assert.Contains(expected[0].ToString(CultureInfo.GetCultureInfo("de-DE")), lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void AMinusIsAsciiInEveryCulture()
    {
        _tool.Model(Tables.Two(separator: ';'));
        string line = _tool.Score("a;b\n-1,5;2,5\n", "--culture", "sv-SE", "--threshold", "0")[1];
        Assert.DoesNotContain('\u2212', line);
        Assert.Contains(";-", line, StringComparison.Ordinal);
    }

    [Fact]
    public void ATurkishLocaleChangesNothing()
    {
        string csv = Tables.Two().Replace("a,b", "Iı,iİ", StringComparison.Ordinal);
        string[] more = ["--likelihood", "GAUSSIAN", "--beta", "0.5", "--activation", "silu"];
        _tool.Model(csv, more);
        byte[] expected = File.ReadAllBytes(_tool.PathOf("model.onnx"));
        string[] lines = _tool.Score(csv, "--explain", "2"), turkish;
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
        try
        {
            _tool.Model(csv, [.. more, "--report", _tool.PathOf("report.html")]);
            turkish = _tool.Score(csv, "--explain", "2");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.Equal(expected, File.ReadAllBytes(_tool.PathOf("model.onnx")));
        Assert.Equal(lines, turkish);
    }

    private static float[] Scores(VaeModel model) => model.Scores(new VaeData(Tables.Values(40)));

    private static TrainingTable Table(string text, string? label = null, params string[] exclude)
    {
        AskedColumns asked = new(label, exclude.ToDictionary(name => name, _ => AskedKind.Parse("skip")!));
        using CsvFile survey = Open(text), file = Open(text);
        TablePlan plan = new TableSurvey(asked).Read(survey, () => { }, CancellationToken.None)!;
        return TrainingTable.Read(file, plan, null, () => { }, CancellationToken.None);
    }

    private static CsvFile Open(string text) => CsvFile.Over(new MemoryStream(Encoding.UTF8.GetBytes(text)), "data.csv", _plain);
}
