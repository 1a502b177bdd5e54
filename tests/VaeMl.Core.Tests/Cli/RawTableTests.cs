using System.Globalization;
using System.Text;
using VaeMl.Cli.Csv;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Features;
using VaeMl.Cli.Inference;
using VaeMl.Cli.Options;
using VaeMl.Cli.Tables;

namespace VaeMl.Tests.Cli;

/// <summary>Tables as machines write them, without a word on their columns.</summary>
public sealed class RawTableTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void AServerLogIsFittedScoredAndInspectedAsItIs()
    {
        VaeModel model = _tool.Model(ServerLog.Text());
        Assert.Equal(["timestamp", "host", "healthy", "latency", "load"], model.Schema!.Columns.Select(column => column.Name));
        Assert.Equal(8, model.FeatureCount);
        Assert.Contains("data.csv: 300 rows, 8 features\n", Lines(), StringComparison.Ordinal);
        Assert.Matches("\nColumn +Kind +Missing +Values\n", Lines());
        Assert.Matches("\nid +left out +0 +an ID: whole numbers that increase", Lines());
        Assert.Matches(@"\ntimestamp +date +\d+ +2024-01-01 00:00 to 2024-01-13 11:00: time of day, weekday\n", Lines());
        Assert.Matches("\nhost +category +[1-9][0-9]* +3 levels: db-1, web-1, web-2\n", Lines());
        Assert.Matches("\nhealthy +boolean +[1-9][0-9]* +true, false\n", Lines());
        Assert.Matches("\nlatency +number +[1-9][0-9]* +", Lines());
        Assert.Matches("\nmessage +left out +0 +an ID: all 300 values differ\n", Lines());
        Assert.Matches("\nregion +left out +0 +constant", Lines());

        string[] scores = _tool.Score(ServerLog.Text(), "--explain", "9");
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
        VaeModel model = _tool.Model(ServerLog.Text());
        TableSchema schema = model.Schema!;
        string[] cells = _tool.Score(ServerLog.Header + "\n7,2024-01-03T18:30:00Z,web-2,no,120,3.5,x,eu\n", "--explain", "5")[1].Split(',');
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
        _tool.Model(ServerLog.Text());
        string[] expected = _tool.Score(ServerLog.Text(), "--explain", "2");
        string turned = string.Concat(ServerLog.Text().TrimEnd().Split('\n').Select(line => string.Join(',', line.Split(',').Reverse()) + "\n"));
        Assert.Equal(expected, _tool.Score(turned, "--explain", "2"));
    }

    [Fact]
    public void AnUnseenLevelIsNamedAndCounted()
    {
        _tool.Model(ServerLog.Text());
        string[] lines = _tool.Score(ServerLog.Header + "\n1,2024-01-03T18:30:00Z,web-2,true,120,1.2,x,eu\n2,2024-01-03T18:30:00Z,db-9,true,120,1.2,x,eu\n3,,db-8,,,,,\n", "--explain", "1");
        Assert.DoesNotContain("not seen", lines[1], StringComparison.Ordinal);
        Assert.Matches(",host,[0-9.]+,db-9 \\(not seen in training\\)$", lines[2]);
        Assert.Equal("warning: 2 of 3 rows hold a level that did not occur in training: 'db-9' in column 'host', first in row 2 (line 3).", _tool.Error.TrimEnd());
    }

    [Fact]
    public void TheFileHoldsTheModelThatTheLibraryTrains()
    {
        _tool.Model(ServerLog.Text());
        CsvDialect dialect = new(CultureInfo.InvariantCulture, null);
        using CsvFile survey = CsvFile.Open(_tool.PathOf("data.csv"), dialect), file = CsvFile.Open(_tool.PathOf("data.csv"), dialect);
        TablePlan plan = new TableSurvey(AskedColumns.None).Read(survey, () => { }, CancellationToken.None)!;
        VaeData data = TrainingTable.Read(file, plan, null, () => { }, CancellationToken.None).Data;
        float[] scores = new VaeTrainer(ModelFlags.Defaults with { Epochs = 2, HiddenSizes = [8], CalibrationFolds = 2 }).Fit(data).Scores(data);
        Assert.Equal(scores.Select(score => score.ToString(CultureInfo.InvariantCulture)), _tool.Score(ServerLog.Text())[1..].Select(line => line.Split(',')[2]));
    }

    [Fact]
    public void JsonLinesGiveTheSameModel()
    {
        _tool.Model(ServerLog.Text());
        byte[] expected = File.ReadAllBytes(_tool.PathOf("model.onnx"));
        string[] names = ServerLog.Header.Split(',');
        string json = string.Concat(ServerLog.Text().TrimEnd().Split('\n')[1..].Select(line => "{" + string.Join(", ", line.Split(',').Zip(names, (cell, name) =>
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

    [Fact]
    public void CellsMayBeMissingInEveryKind()
    {
        _tool.Model(ServerLog.Text());
        string[] lines = _tool.Score(ServerLog.Header + "\n1,,,,,1,,\n2,NA,-,?,null,2,,\n", "--explain", "5");
        Assert.All(lines[1..], line => Assert.DoesNotContain("NaN", line, StringComparison.Ordinal));
        Assert.Contains("timestamp,0,missing", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void KindsAreTheUsersToChoose()
    {
        VaeModel model = _tool.Model(ServerLog.Text(), "--kind", "id=number", "timestamp=date+elapsed", "--kind", "healthy=skip", "load=category", "--exclude", "host");
        Assert.Equal(["id", "timestamp", "latency", "load"], model.Schema!.Columns.Select(column => column.Name));
        Assert.Equal(DateParts.TimeOfDay | DateParts.DayOfWeek | DateParts.Elapsed, model.Schema.Columns[1].Parts);
        Assert.Equal(new DateTime(2024, 1, 1), model.Schema.Columns[1].Origin);
        Assert.Equal(ColumnKind.Category, model.Schema.Columns[3].Kind);
        byte[] file = File.ReadAllBytes(_tool.PathOf("model.onnx"));
        _tool.Model(ServerLog.Text(), "--kind", "id=number", "load=category", "--elapsed", "timestamp", "--exclude", "host", "healthy");
        Assert.Equal(file, File.ReadAllBytes(_tool.PathOf("model.onnx")));
    }

    [Fact]
    public void StandardInputIsReadTwiceAndNothingIsLeftBehind()
    {
        _tool.Model(ServerLog.Text());
        byte[] expected = File.ReadAllBytes(_tool.PathOf("model.onnx"));
        string[] scores = _tool.Score(ServerLog.Text());
        string[] before = Spooled();
        _tool.Input = Encoding.UTF8.GetBytes(ServerLog.Text());
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
        _tool.Model(ServerLog.Text(), "--report", _tool.PathOf("report.html"), "--elapsed", "timestamp");
        Assert.Contains("host", _tool.Read("report.html"), StringComparison.Ordinal);
    }

    private string Lines() => _tool.Output.Replace("\r\n", "\n", StringComparison.Ordinal);
}
