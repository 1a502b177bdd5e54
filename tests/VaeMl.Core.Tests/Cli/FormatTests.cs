using System.Globalization;
using System.IO.Compression;
using System.Text;
using Parquet;
using Parquet.Schema;
using VaeMl.Cli.Failures;

namespace VaeMl.Tests.Cli;

/// <summary>JSON lines and Parquet give what CSV gives.</summary>
public sealed class FormatTests : IDisposable
{
    private static readonly string _jsonLines = string.Concat(Tables.Values(40).Select((row, i) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"a\": {row[0]}, \"b\": {(i % 2 == 0 ? row[1] : $"\"{row[1].ToString(CultureInfo.InvariantCulture)}\"")}}}\n")));

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void JsonLinesGiveTheSameModelAndScores()
    {
        (byte[] model, string[] scores) = FromCsv();
        Assert.Equal(ExitCodes.Good, _tool.Run(["fit", _tool.Write("data.jsonl", _jsonLines), "--output", _tool.PathOf("m.onnx"), .. Tool.Quick]));
        Assert.Equal(model, File.ReadAllBytes(_tool.PathOf("m.onnx")));
        Assert.Equal(scores, Scores(_tool.PathOf("data.jsonl")));

        using (GZipStream packed = new(File.Create(_tool.PathOf("data.ndjson.gz")), CompressionLevel.Fastest))
            packed.Write(Encoding.UTF8.GetBytes(_jsonLines));
        Assert.Equal(scores, Scores(_tool.PathOf("data.ndjson.gz")));
        _tool.Input = Encoding.UTF8.GetBytes(_jsonLines);
        Assert.Equal(scores, Scores("-"));
    }

    [Fact]
    public void ObjectsMayLeaveKeysOutAndOrderThemAnew()
    {
        _tool.Model(Tables.Two());
        string[] expected = _tool.Score("a,b,id\n1,2,x\n3,NA,\"y \"\"z\"\"\"\n5,6,\n0,1,\n", "--keep");
        string path = _tool.Write(
            "rows.jsonl",
            "\ufeff{\"a\":1,\"b\":2,\"id\":\"x\"}\r\n\r\n{\"id\":\"y \\\"z\\\"\",\"a\":3}\n{\"b\":6,\"a\":5.0,\"id\":null}\n{\"a\":0,\"b\":1,\"id\":[1,{\"k\":2}]}");
        string[] kept = Scores(path, "--keep");
        Assert.Equal("a,b,id,Row,Elbo,Score,PredictedLabel", kept[0]);
        Assert.Equal(expected[1], kept[1]);
        Assert.Equal(expected[2].Replace("NA", "", StringComparison.Ordinal), kept[2]);
        Assert.Equal(expected[3].Replace("5,6", "5.0,6", StringComparison.Ordinal), kept[3]);
        Assert.Equal(expected[4].Replace("0,1,", "0,1,\"[1,{\"\"k\"\":2}]\"", StringComparison.Ordinal), kept[4]);
    }

    [Theory]
    [InlineData("", "the file is empty; its first line must be a JSON object.")]
    [InlineData("{\"a\":1,\"b\":2}\n[1,2]\n", "line 2: JSON lines have an object in each line; there is none here.")]
    [InlineData("{\"a\":1,\"b\":2}\n\n{\"a\":1,\"b\":}\n", "line 3: this is not a JSON object (")]
    [InlineData("{\"a\":1,\"b\":2}\n{\"a\":1,\"c\":2}\n", "line 2: the key 'c' is not in the first line, which names the columns; add it there, with null for a value.")]
    [InlineData("{\"a\":1,\"b\":2}\n{\"a\":1,\"b\":\"x\"}\n", "line 2, column 'b': 'x' is not a number. To read the column as a category: --kind b=category; to leave it out: --exclude b", "--kind", "b=number")]
    [InlineData("{\"a\":1,\"b\":{\"c\":1}}\n", "line 1, column 'b': '{\"c\":1}' is not a number. To read the column as a category: --kind b=category; to leave it out: --exclude b", "--kind", "b=number")]
    [InlineData("{\"a\":1,\"a\":2}\n", "line 1: the name 'a' is used for columns 1 and 2; names must be unique.")]
    public void FaultsOfJsonLinesAreNamedByLine(string text, string message, params string[] more)
    {
        Assert.Equal(ExitCodes.BadInput, _tool.Run(["fit", _tool.Write("data.jsonl", text), "--output", _tool.PathOf("m.onnx"), .. more]));
        Assert.StartsWith($"error: data.jsonl, {message}".Replace(", the file", ": the file", StringComparison.Ordinal), _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ParquetGivesTheSameModelAndScores()
    {
        (byte[] model, string[] scores) = FromCsv();
        await WriteParquet("data.parquet");
        Assert.Equal(ExitCodes.Good, _tool.Run(["fit", _tool.PathOf("data.parquet"), "--output", _tool.PathOf("m.onnx"), "--exclude", "note", "when", "--label", "odd", .. Tool.Quick]));
        Assert.Equal(model, File.ReadAllBytes(_tool.PathOf("m.onnx")));
        Assert.Equal(scores, Scores(_tool.PathOf("data.parquet")));
        string[] kept = Scores(_tool.PathOf("data.parquet"), "--keep");
        Assert.Equal("a,b,odd,note,when,Row,Elbo,Score,PredictedLabel", kept[0]);
        Assert.EndsWith($",true,\"n,30\",2024-02-29T00:00:00.0000000,{scores[30]}", kept[30], StringComparison.Ordinal);

        // By themselves the notes are an identification, and the dates are all the same.
        Assert.Equal(ExitCodes.Good, _tool.Run(["fit", _tool.PathOf("data.parquet"), "--output", _tool.PathOf("m.onnx"), "--label", "odd", .. Tool.Quick]));
        Assert.Equal(model, File.ReadAllBytes(_tool.PathOf("m.onnx")));
        Assert.Equal(ExitCodes.BadInput, _tool.Run("fit", _tool.PathOf("data.parquet"), "--output", _tool.PathOf("m.onnx"), "--kind", "note=number", "when=number"));
        Assert.Equal(
            "error: data.parquet, row 1, column 'note': 'n,1' is not a number. To read the column as a category: --kind note=category --kind when=category; to leave it out: --exclude note --exclude when",
            _tool.Error.TrimEnd());
    }

    [Fact]
    public async Task ADamagedOrNamelessParquetFileIsOneClearError()
    {
        await WriteParquet("data.parquet");
        byte[] whole = File.ReadAllBytes(_tool.PathOf("data.parquet"));
        File.WriteAllBytes(_tool.PathOf("half.parquet"), whole[..(whole.Length / 2)]);
        Assert.Equal(ExitCodes.BadInput, _tool.Run("fit", _tool.PathOf("half.parquet"), "--output", _tool.PathOf("m.onnx")));
        Assert.StartsWith("error: half.parquet: it cannot be read as Parquet (", _tool.Error, StringComparison.Ordinal);
        _tool.Input = whole;
        Assert.Equal(ExitCodes.BadInput, _tool.Run("fit", "-", "--output", _tool.PathOf("m.onnx")));
        Assert.StartsWith("error: standard input: this is Parquet", _tool.Error, StringComparison.Ordinal);
    }

    private (byte[] Model, string[] Scores) FromCsv()
    {
        _tool.Model(Tables.Two());
        return (File.ReadAllBytes(_tool.PathOf("model.onnx")), _tool.Score(Tables.Two()));
    }

    private string[] Scores(string path, params string[] more)
    {
        int code = _tool.Run(["score", _tool.PathOf("model.onnx"), path, "--output", _tool.PathOf("s.csv"), .. more]);
        Assert.True(code == ExitCodes.Good, _tool.Error);
        return _tool.Read("s.csv").TrimEnd('\n').Split('\n');
    }

    /// <summary>Writes the usual table in two row groups, with a label, strings and dates beside.</summary>
    private async Task WriteParquet(string name)
    {
        DataField a = new DataField<float>("a"), b = new DataField<double>("b", true), odd = new DataField<bool>("odd");
        DataField note = new("note", typeof(string)), when = new DataField<DateTime>("when");
        float[][] rows = Tables.Values(40);
        using FileStream file = File.Create(_tool.PathOf(name));
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(a, b, odd, note, when), file);
        foreach (int first in (int[])[0, 25])
        {
            int[] numbers = [.. Enumerable.Range(first, first == 0 ? 25 : 15)];
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await group.WriteAsync<float>(a, numbers.Select(i => rows[i][0]).ToArray());
            await group.WriteAsync<double>(b, numbers.Select(i => (double?)rows[i][1]).ToArray());
            await group.WriteAsync<bool>(odd, numbers.Select(i => i % 2 == 1).ToArray());
            await group.WriteAsync(note, numbers.Select(i => $"n,{i + 1}").ToArray());
            await group.WriteAsync<DateTime>(when, numbers.Select(_ => new DateTime(2024, 2, 29, 0, 0, 0, DateTimeKind.Unspecified)).ToArray());
            group.CompleteValidate();
        }
    }
}
