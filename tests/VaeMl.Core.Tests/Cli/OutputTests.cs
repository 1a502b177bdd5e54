using VaeMl.Cli.Failures;

namespace VaeMl.Tests.Cli;

public sealed class OutputTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void AnUnwritableOutputIsFoundBeforeTraining()
    {
        string data = _tool.Write("data.csv", Tables.Two());
        Assert.Equal(ExitCodes.BadInput, _tool.Run("fit", data, "--output", _tool.PathOf("nowhere/model.onnx")));
        Assert.StartsWith("error: nowhere/model.onnx: there is no folder nowhere", _tool.Error.Replace('\\', '/'), StringComparison.Ordinal);
        Assert.Equal("", _tool.Output);

        Directory.CreateDirectory(_tool.PathOf("folder"));
        Assert.Equal(ExitCodes.BadInput, _tool.Run("fit", data, "--output", _tool.PathOf("folder")));
        Assert.Equal("error: folder: this is a folder; give the name of a file in it.", _tool.Error.TrimEnd());

        Assert.Equal(ExitCodes.BadInput, _tool.Run("fit", data, "--output", _tool.PathOf("m.onnx"), "--report", _tool.PathOf("nowhere/r.html")));
        Assert.StartsWith("error: nowhere/r.html", _tool.Error.Replace('\\', '/'), StringComparison.Ordinal);
    }

    [Fact]
    public void AReadOnlyFileIsKept()
    {
        string model = _tool.Write("model.onnx", "precious");
        File.SetAttributes(model, FileAttributes.ReadOnly);
        Assert.Equal(ExitCodes.BadInput, _tool.Fit(Tables.Two()));
        Assert.Equal("error: model.onnx: the file exists and is read-only.", _tool.Error.TrimEnd());
        Assert.Equal("precious", _tool.Read("model.onnx"));
        File.SetAttributes(model, FileAttributes.Normal);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,inf\n")]
    [InlineData("a,b\n1,2\n")]
    public void AnOlderModelSurvivesAFailedFit(string csv)
    {
        _tool.Write("model.onnx", "precious");
        Assert.Equal(ExitCodes.BadInput, _tool.Fit(csv));
        Assert.Equal("precious", _tool.Read("model.onnx"));
        Assert.Equal(["data.csv", "model.onnx"], _tool.Files);
    }

    [Fact]
    public void OlderScoresSurviveAFailedScoring()
    {
        _tool.Model(Tables.Two());
        _tool.Write("scores.csv", "precious");
        string rows = Tables.Two(5000) + "1,x\n";
        Assert.Equal(ExitCodes.BadInput, _tool.Run("score", _tool.PathOf("model.onnx"), _tool.Write("new.csv", rows), "--output", _tool.PathOf("scores.csv")));
        Assert.Contains("new.csv, line 5002", _tool.Error, StringComparison.Ordinal);
        Assert.Equal("precious", _tool.Read("scores.csv"));
    }

    [Fact]
    public void AnInputIsNeverOverwritten()
    {
        string data = _tool.Write("data.csv", Tables.Two());
        Assert.Equal(ExitCodes.BadInput, _tool.Run("fit", data, "--output", data));
        Assert.Equal("error: data.csv: this would overwrite data.csv, which the same command uses.", _tool.Error.TrimEnd());
        Assert.Equal(Tables.Two(), _tool.Read("data.csv"));
    }

    [Fact]
    public void AnInterruptionLeavesNothingBehind()
    {
        using CancellationTokenSource interrupted = new();
        interrupted.Cancel();
        int code = _tool.Run(
            interrupted.Token, ["fit", _tool.Write("data.csv", Tables.Two()), "--output", _tool.PathOf("model.onnx"), "--report", _tool.PathOf("r.html"), .. Tool.Quick]);
        Assert.Equal(ExitCodes.Interrupted, code);
        Assert.Equal("error: interrupted; nothing was written.", _tool.Error.TrimEnd());
        Assert.Equal(["data.csv"], _tool.Files);
    }

    [Fact]
    public void RedirectedOutputIsPlain()
    {
        _tool.Model(Tables.Two(), "--report", _tool.PathOf("report.html"));
        string text = _tool.Output;
        _tool.Run("inspect", _tool.PathOf("model.onnx"));
        text += _tool.Output;
        Assert.DoesNotContain('\e', text);
        Assert.DoesNotContain(text, c => c is >= '\u2500' and <= '\u257f');
        Assert.Contains("100 %", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ALinkIsFollowedAndKept()
    {
        if (OperatingSystem.IsWindows())
            return;
        string target = _tool.Write("target.onnx", "old");
        File.CreateSymbolicLink(_tool.PathOf("model.onnx"), target);
        VaeModel model = _tool.Model(Tables.Two());
        Assert.NotNull(new FileInfo(_tool.PathOf("model.onnx")).LinkTarget);
        Assert.Equal(model.FeatureCount, VaeModel.Load(target).FeatureCount);
    }
}
