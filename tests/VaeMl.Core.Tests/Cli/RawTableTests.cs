using System.Globalization;
using System.Text;
using VaeMl.Cli;
using VaeMl.Cli.Csv;
using VaeMl.Cli.Inference;
using VaeMl.Cli.Options;

namespace VaeMl.Tests.Cli;

/// <summary>Tables as machines write them, without a word on their columns.</summary>
public sealed class RawTableTests : IDisposable
{
    private const string Header = "id,timestamp,host,healthy,latency,load,message,region";

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void AServerLogIsFittedScoredAndInspectedAsItIs()
    {
        VaeModel model = _tool.Model(Log());
        Assert.Equal(["timestamp", "host", "healthy", "latency", "load"], model.Schema!.Columns.Select(column => column.Name));
        Assert.Equal(8, model.FeatureCount);
        Assert.Contains("data.csv: 300 rows, 8 features\n", Lines(), StringComparison.Ordinal);
        Assert.Matches("\nColumn +Kind +Missing +Values\n", Lines());
        Assert.Matches("\nid +left out +0 +an identification: whole numbers that rise", Lines());
        Assert.Matches(@"\ntimestamp +date +\d+ +2024-01-01 00:00 to 2024-01-13 11:00: time of day, weekday\n", Lines());
        Assert.Matches("\nhost +category +[1-9][0-9]* +3 levels: db-1, web-1, web-2\n", Lines());
        Assert.Matches("\nhealthy +boolean +[1-9][0-9]* +true, false\n", Lines());
        Assert.Matches("\nlatency +number +[1-9][0-9]* +", Lines());
        Assert.Matches("\nmessage +left out +0 +an identification: all 300 values differ\n", Lines());
        Assert.Matches("\nregion +left out +0 +constant", Lines());

        string[] scores = _tool.Score(Log(), "--explain", "9");
        Assert.Equal(301, scores.Length);
        Assert.EndsWith("Top5,Top5Nats,Top5Value", scores[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Top6", scores[0], StringComparison.Ordinal);
        Assert.Equal("", _tool.Error);

        Assert.Equal(0, _tool.Run("inspect", _tool.PathOf("model.onnx")));
        Assert.Matches("\ntimestamp +date +time of day, weekday\n", Lines());
        Assert.Matches("\nhost +category +3 levels: db-1, web-1, web-2\n", Lines());
        Assert.Matches("\nhealthy +boolean +true, false\n", Lines());
    }

    [Fact]
    public void ExplanationsSumByColumnAndScoresAreTheModelsOwn()
    {
        VaeModel model = _tool.Model(Log());
        TableSchema schema = model.Schema!;
        string[] cells = _tool.Score(Header + "\n7,2024-01-03T18:30:00Z,web-2,no,120,3.5,x,eu\n", "--explain", "5")[1].Split(',');
        float[] row = new float[8];
        schema.Columns[0].Encode(new DateTime(2024, 1, 3, 18, 30, 0), row);
        (row[4], row[5], row[6], row[7]) = (schema.Columns[1].LevelOf("web-2"), 0, 120, 3.5f);
        VaeScore score = model.Score(row);
        float[] byColumn = new float[5];
        schema.SumByColumn([.. score.Contributions], byColumn);
        Assert.Equal(score.Score.ToString(CultureInfo.InvariantCulture), cells[2]);
        Dictionary<string, (string Nats, string Value)> named = Enumerable.Range(0, 5).ToDictionary(k => cells[4 + 3 * k], k => (cells[5 + 3 * k], cells[6 + 3 * k]));
        Assert.Equal(["Wed 18:30", "web-2", "false", "120", "3.5"], schema.Columns.Select(column => named[column.Name].Value));
        Assert.Equal(byColumn.Select(nats => nats.ToString(CultureInfo.InvariantCulture)), schema.Columns.Select(column => named[column.Name].Nats));
    }

    [Fact]
    public void TheOrderOfTheColumnsDoesNotMatter()
    {
        _tool.Model(Log());
        string[] expected = _tool.Score(Log(), "--explain", "2");
        string turned = string.Concat(Log().TrimEnd().Split('\n').Select(line => string.Join(',', line.Split(',').Reverse()) + "\n"));
        Assert.Equal(expected, _tool.Score(turned, "--explain", "2"));
    }

    [Fact]
    public void AnUnseenLevelIsNamedAndCounted()
    {
        _tool.Model(Log());
        string[] lines = _tool.Score(Header + "\n1,2024-01-03T18:30:00Z,web-2,true,120,1.2,x,eu\n2,2024-01-03T18:30:00Z,db-9,true,120,1.2,x,eu\n3,,db-8,,,,,\n", "--explain", "1");
        Assert.DoesNotContain("not seen", lines[1], StringComparison.Ordinal);
        Assert.Matches(",host,[0-9.]+,db-9 \\(not seen in training\\)$", lines[2]);
        Assert.Equal("warning: 2 of 3 rows hold a level that training did not have: 'db-9' in column 'host', first in line 3.", _tool.Error.TrimEnd());
    }

    [Fact]
    public void AFaultAmongNumbersMakesNoCategory()
    {
        string csv = Tables.Two() + "7,n/a.\n";
        Assert.Equal(ExitCodes.BadInput, _tool.Fit(csv));
        Assert.Equal(
            "error: data.csv, line 42, column 'b': 'n/a.' is not a number. To take the column for a category: --kind b=category; to leave it out: --exclude b",
            _tool.Error.TrimEnd());
        Assert.Equal(ColumnKind.Category, _tool.Model(csv, "--kind", "b=category").Schema!.Columns[1].Kind);
    }

    [Fact]
    public void AFaultAmongDatesIsNamed()
    {
        Assert.Equal(ExitCodes.BadInput, _tool.Fit(Log() + "301,0000-00-00,web-1,true,50,1,x,eu\n"));
        Assert.Equal(
            "error: data.csv, line 302, column 'timestamp': '0000-00-00' is not a date. To take the column for a category: --kind timestamp=category; to leave it out: --exclude timestamp",
            _tool.Error.TrimEnd());
    }

    [Fact]
    public void TheFileHoldsTheModelThatTheLibraryTrains()
    {
        _tool.Model(Log());
        CsvDialect dialect = new(CultureInfo.InvariantCulture, null);
        using CsvFile survey = CsvFile.Open(_tool.PathOf("data.csv"), dialect), file = CsvFile.Open(_tool.PathOf("data.csv"), dialect);
        TablePlan plan = new TableSurvey(AskedColumns.None).Read(survey, () => { }, CancellationToken.None)!;
        VaeData data = TrainingTable.Read(file, plan, () => { }, CancellationToken.None).Data;
        float[] scores = new VaeTrainer(ModelFlags.Defaults with { Epochs = 2, HiddenSizes = [8], CalibrationFolds = 2 }).Fit(data).Scores(data);
        Assert.Equal(scores.Select(score => score.ToString(CultureInfo.InvariantCulture)), _tool.Score(Log())[1..].Select(line => line.Split(',')[2]));
    }

    [Fact]
    public void JsonLinesGiveTheSameModel()
    {
        _tool.Model(Log());
        byte[] expected = File.ReadAllBytes(_tool.PathOf("model.onnx"));
        string[] names = Header.Split(',');
        string json = string.Concat(Log().TrimEnd().Split('\n')[1..].Select(line => "{" + string.Join(", ", line.Split(',').Zip(names, (cell, name) =>
            $"\"{name}\": {(cell.Length == 0 ? "null" : name is "id" or "healthy" or "latency" or "load" ? cell : $"\"{cell}\"")}")) + "}\n"));
        Assert.Equal(ExitCodes.Good, _tool.Run(["fit", _tool.Write("data.jsonl", json), "--output", _tool.PathOf("m.onnx"), .. Tool.Quick]));
        Assert.Equal(expected, File.ReadAllBytes(_tool.PathOf("m.onnx")));
    }

    [Fact]
    public void ManyNumbersShareALine()
    {
        Random random = new(1);
        string csv = string.Join(',', Enumerable.Range(0, 41).Select(j => $"n{j}")) + ",one\n" + string.Concat(Enumerable.Range(0, 20).Select(_ =>
            string.Join(',', Enumerable.Range(0, 41).Select(_ => random.Next(100))) + ",1\n"));
        _tool.Model(csv);
        Assert.Contains("Column      Kind      Missing  Values\none         left out        0  constant: all values are the same\n41 columns  number          0  n0 to n40\n", Lines(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,soon,web-1,true,1,1,x,eu", "new.csv, line 2, column 'timestamp': 'soon' is not a date. Correct it, or leave it blank for missing.")]
    [InlineData("1,,web-1,maybe,1,1,x,eu", "new.csv, line 2, column 'healthy': 'maybe' is neither true nor false. Correct it, or leave it blank for missing.")]
    [InlineData("1,,web-1,true,fast,1,x,eu", "new.csv, line 2, column 'latency': 'fast' is not a number. Correct it, or leave it blank for missing.")]
    public void CellsThatDoNotFitTheModelAreNamed(string row, string message)
    {
        _tool.Model(Log());
        Assert.Equal(ExitCodes.BadInput, _tool.Run("score", _tool.PathOf("model.onnx"), _tool.Write("new.csv", $"{Header}\n{row}\n"), "--output", _tool.PathOf("s.csv")));
        Assert.Equal($"error: {message}", _tool.Error.TrimEnd());
    }

    [Fact]
    public void CellsMayBeMissingInEveryKind()
    {
        _tool.Model(Log());
        string[] lines = _tool.Score(Header + "\n1,,,,,1,,\n2,NA,-,?,null,2,,\n", "--explain", "5");
        Assert.All(lines[1..], line => Assert.DoesNotContain("NaN", line, StringComparison.Ordinal));
        Assert.Contains("timestamp,0,missing", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void KindsAreTheUsersToChoose()
    {
        VaeModel model = _tool.Model(Log(), "--kind", "id=number", "timestamp=date+elapsed", "--kind", "healthy=skip", "load=category", "--exclude", "host");
        Assert.Equal(["id", "timestamp", "latency", "load"], model.Schema!.Columns.Select(column => column.Name));
        Assert.Equal(DateParts.TimeOfDay | DateParts.DayOfWeek | DateParts.Elapsed, model.Schema.Columns[1].Parts);
        Assert.Equal(new DateTime(2024, 1, 1), model.Schema.Columns[1].Origin);
        Assert.Equal(ColumnKind.Category, model.Schema.Columns[3].Kind);
        byte[] file = File.ReadAllBytes(_tool.PathOf("model.onnx"));
        _tool.Model(Log(), "--kind", "id=number", "load=category", "--elapsed", "timestamp", "--exclude", "host", "healthy");
        Assert.Equal(file, File.ReadAllBytes(_tool.PathOf("model.onnx")));
    }

    [Theory]
    [InlineData("--kind takes column=number|boolean|category|date|date+elapsed|skip; 'host' was given.", "--kind", "host")]
    [InlineData("--kind takes column=number|boolean|category|date|date+elapsed|skip; 'host=text' was given.", "--kind", "host=text")]
    [InlineData("column 'host' is said to be two things by --kind, --elapsed and --exclude; give one of them.", "--kind", "host=number", "host=category")]
    [InlineData("column 'host' is said to be two things by --kind, --elapsed and --exclude; give one of them.", "--kind", "host=number", "--exclude", "host")]
    public void KindsThatDoNotExistAreWrongUsage(string message, params string[] more)
    {
        Assert.Equal(ExitCodes.WrongUsage, _tool.Fit(Log(), more));
        Assert.Equal($"error: {message}", _tool.Error.TrimEnd());
    }

    [Fact]
    public void StandardInputIsReadTwiceAndNothingIsLeftBehind()
    {
        _tool.Model(Log());
        byte[] expected = File.ReadAllBytes(_tool.PathOf("model.onnx"));
        string[] scores = _tool.Score(Log());
        string[] before = Spooled();
        _tool.Input = Encoding.UTF8.GetBytes(Log());
        Assert.Equal(ExitCodes.Good, _tool.Run(["fit", "-", "--output", _tool.PathOf("m.onnx"), .. Tool.Quick]));
        Assert.Equal(expected, File.ReadAllBytes(_tool.PathOf("m.onnx")));
        using CancellationTokenSource interrupted = new();
        interrupted.Cancel();
        Assert.Equal(ExitCodes.Interrupted, _tool.Run(interrupted.Token, ["fit", "-", "--output", _tool.PathOf("m.onnx"), .. Tool.Quick]));
        Assert.Empty(Spooled().Except(before));
        Assert.Equal(ExitCodes.Good, _tool.Run("score", _tool.PathOf("model.onnx"), "-", "--output", _tool.PathOf("s.csv")));
        Assert.Equal(scores, _tool.Read("s.csv").TrimEnd('\n').Split('\n'));

        static string[] Spooled() => Directory.GetFiles(Path.GetTempPath(), "vaeml-*.tmp");
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void CulturesReadTheirOwnDatesAndNumbers(string name)
    {
        CultureInfo culture = CultureInfo.GetCultureInfo(name);
        string Table(CultureInfo of) => "tag;wert\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"{new DateTime(2024, 1, 1).AddDays(i % 11).ToString(of == culture ? "d" : "yyyy-MM-dd", of)};{(i % 13 + 0.5).ToString(of)}\n"));
        _tool.Model(Table(CultureInfo.InvariantCulture));
        byte[] expected = File.ReadAllBytes(_tool.PathOf("model.onnx"));
        string[] scores = _tool.Score(Table(CultureInfo.InvariantCulture));
        VaeModel model = _tool.Model(Table(culture), "--culture", name);
        Assert.Equal(DateParts.DayOfWeek, model.Schema!.Columns[0].Parts);
        Assert.Equal(expected, File.ReadAllBytes(_tool.PathOf("model.onnx")));
        Assert.Equal(scores, _tool.Score(Table(culture), "--culture", name).Select(line => line.Replace(',', '.')));
    }

    [Fact]
    public void TheReportShowsSuchTables()
    {
        _tool.Model(Log(), "--report", _tool.PathOf("report.html"), "--elapsed", "timestamp");
        Assert.Contains("host", _tool.Read("report.html"), StringComparison.Ordinal);
    }

    private string Lines() => _tool.Output.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string Log()
    {
        Random random = new(1);
        string[] hosts = ["web-1", "web-2", "db-1"];
        StringBuilder text = new(Header + "\n");
        for (int i = 0; i < 300; i++)
        {
            int host = random.Next(3);
            string[] cells =
            [
                (i + 1).ToString(CultureInfo.InvariantCulture), new DateTime(2024, 1, 1).AddHours(i).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                hosts[host], random.Next(9) > 0 ? "true" : "false", (20 + 50 * host + 9 * random.NextDouble()).ToString("F1", CultureInfo.InvariantCulture),
                (host + random.Next(4) * 0.5).ToString(CultureInfo.InvariantCulture), $"request {i:x8} done", "eu",
            ];
            // Cells are missing in every kind.
            if (i is > 0 and < 299 && i % 10 == 3)
                cells[1 + random.Next(4)] = "";
            text.AppendJoin(',', cells).Append('\n');
        }
        return text.ToString();
    }
}
