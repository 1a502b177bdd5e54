using System.IO.Compression;
using System.Text;
using VaeMl.Cli.Failures;

namespace VaeMl.Tests.Cli;

/// <summary>Standard input and output, gzip, files without a header, and columns kept.</summary>
public sealed class StreamTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void StandardInputAndOutputGiveWhatFilesGive()
    {
        _tool.Model(Tables.Two());
        byte[] model = File.ReadAllBytes(_tool.PathOf("model.onnx"));
        string[] scores = _tool.Score(Tables.Two());

        _tool.Input = Encoding.UTF8.GetBytes(Tables.Two());
        Assert.Equal(ExitCodes.Good, _tool.Run(["fit", "-", "--output", "-", .. Tool.Quick]));
        Assert.Equal(model, _tool.OutputBytes);
        Assert.Equal("", _tool.Output);
        Assert.Contains("standard input: 40 rows, 2 features", _tool.Error, StringComparison.Ordinal);

        Assert.Equal(ExitCodes.Good, _tool.Run("score", _tool.PathOf("model.onnx"), "-", "--output", "-"));
        Assert.Equal(scores, Encoding.UTF8.GetString(_tool.OutputBytes).TrimEnd('\n').Split('\n'));
        Assert.Equal(("", ""), (_tool.Output, _tool.Error));
    }

    [Fact]
    public void GzipIsReadByItsContentAndWrittenByItsName()
    {
        VaeModel model = _tool.Model(Tables.Two());
        string[] scores = _tool.Score(Tables.Two());
        byte[] packed = Packed(Tables.Two());
        File.WriteAllBytes(_tool.PathOf("new.csv.gz"), packed);
        Assert.Equal(ExitCodes.Good, _tool.Run("score", _tool.PathOf("model.onnx"), _tool.PathOf("new.csv.gz"), "--output", _tool.PathOf("scores.csv.gz")));
        using (GZipStream unpacked = new(File.OpenRead(_tool.PathOf("scores.csv.gz")), CompressionMode.Decompress))
        using (StreamReader reader = new(unpacked))
            Assert.Equal(scores, reader.ReadToEnd().TrimEnd('\n').Split('\n'));

        _tool.Input = packed;
        Assert.Equal(ExitCodes.Good, _tool.Run("score", _tool.PathOf("model.onnx"), "-", "--output", "-"));
        Assert.Equal(scores, Encoding.UTF8.GetString(_tool.OutputBytes).TrimEnd('\n').Split('\n'));
        Assert.Equal(2, model.FeatureCount);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(200)]
    public void DamagedGzipIsOneClearError(int length)
    {
        File.WriteAllBytes(_tool.PathOf("data.csv.gz"), Packed(Tables.Two())[..length]);
        Assert.Equal(ExitCodes.BadInput, _tool.Run("fit", _tool.PathOf("data.csv.gz"), "--output", _tool.PathOf("model.onnx")));
        Assert.Equal("error: data.csv.gz: it starts like gzip, but cannot be decompressed; it is damaged or incomplete.", _tool.Error.TrimEnd());
    }

    [Fact]
    public void WithoutAHeaderTheColumnsAreNumbered()
    {
        float[] expected = _tool.Model(Tables.Two()).Scores(new VaeData(Tables.Values(40)));
        string[] scores = _tool.Score(Tables.Two());
        string headless = Tables.Two()["a,b\n".Length..];
        VaeModel model = _tool.Model(headless, "--no-header");
        Assert.Equal(["c1", "c2"], model.FeatureNames);
        Assert.Equal(expected, model.Scores(new VaeData(Tables.Values(40))));
        Assert.Equal(scores, _tool.Score(headless, "--no-header"));
        Assert.Equal("c1,c2,Row,Elbo,Score,PredictedLabel", _tool.Score(headless, "--no-header", "--keep")[0]);
        Assert.Equal(ExitCodes.BadInput, _tool.Fit("1,2\n3\n", "--no-header"));
        Assert.Equal("error: data.csv, line 2: the row has 1 cell where the first row has 2.", _tool.Error.TrimEnd());
    }

    [Fact]
    public void SeparatorsAtTheEndsOfLinesMakeNoColumn()
    {
        _tool.Model(Tables.Two());
        byte[] expected = File.ReadAllBytes(_tool.PathOf("model.onnx"));
        string[] scores = _tool.Score(Tables.Two());
        string trailing = Tables.Two().Replace("\n", ",\n", StringComparison.Ordinal);
        _tool.Model(trailing);
        Assert.Equal(expected, File.ReadAllBytes(_tool.PathOf("model.onnx")));
        Assert.Equal(scores, _tool.Score(trailing));
        Assert.Equal("a,b,Row,Elbo,Score,PredictedLabel", _tool.Score(trailing, "--keep")[0]);
        Assert.Equal(ExitCodes.BadInput, _tool.Fit("a,b,\n1,2,\n3,4,5\n"));
        Assert.Equal("error: data.csv, line 1: column 3 has no name (is it a row number?). To leave it out: --exclude column3", _tool.Error.TrimEnd());
    }

    [Fact]
    public void KeptColumnsStandAsTheyStood()
    {
        _tool.Model(Tables.Two());
        string[] lines = ["id,b, \"a\" ,note", "\"x,1\",2, 1 ,=SUM(A1)", "007,11,5,\"two \"\"words\"\"\"", "é,,5.50,5\" pipe"];
        string csv = string.Join('\n', lines) + "\n";
        string[] plain = _tool.Score(csv), kept = _tool.Score(csv, "--keep", "--explain", "1");
        for (int i = 0; i < lines.Length; i++)
            Assert.StartsWith($"{lines[i]},{plain[i]},", kept[i], StringComparison.Ordinal);

        string path = _tool.Write("again.csv", "a,b,Score\n1,2,3\n");
        Assert.Equal(ExitCodes.BadInput, _tool.Run("score", _tool.PathOf("model.onnx"), path, "--output", _tool.PathOf("s.csv"), "--keep"));
        Assert.Equal("error: --keep: the output would have two columns of this name, 'Score'; rename it in again.csv.", _tool.Error.TrimEnd());
        Assert.Equal(ExitCodes.WrongUsage, _tool.Run("score", _tool.PathOf("model.onnx"), path, "--output", _tool.PathOf("s.csv"), "--keep", "--copy", "a"));
    }

    [Fact]
    public void ThousandsThatOnlyTheUserKnowsAreAskedForInScoringToo()
    {
        _tool.Model(Tables.Two());
        string[] expected = _tool.Score("a,b\n9000,1\n8000,2\n");
        const string csv = "a;b\n9,000;1\n8,000;2\n";
        Assert.Equal(ExitCodes.BadInput, _tool.Run("score", _tool.PathOf("model.onnx"), _tool.Write("new.csv", csv), "--output", _tool.PathOf("s.csv")));
        Assert.StartsWith("error: new.csv, line 2, column 'a': '9,000' is 9000 if its comma separates thousands", _tool.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_tool.PathOf("s.csv")));
        Assert.Equal(expected[1..], _tool.Score(csv, "--thousands", ",", "--separator", ";")[1..].Select(line => line.Replace(';', ',')));
        Assert.Equal(
            ExitCodes.WrongUsage,
            _tool.Run("score", _tool.PathOf("model.onnx"), _tool.PathOf("new.csv"), "--output", _tool.PathOf("s.csv"), "--thousands", ","  , "--culture", "de-DE"));
        Assert.StartsWith("error: --thousands ,: this is the decimal mark;", _tool.Error, StringComparison.Ordinal);
    }

    private static byte[] Packed(string text)
    {
        MemoryStream packed = new();
        using (GZipStream stream = new(packed, CompressionLevel.Optimal))
            stream.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
