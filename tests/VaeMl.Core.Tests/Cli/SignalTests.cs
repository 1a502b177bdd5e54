using VaeMl.Cli.Failures;
using VaeMl.Tests.Files;

namespace VaeMl.Tests.Cli;

/// <summary>Signals, kills and a file size limit, in processes of their own.</summary>
public sealed class SignalTests : IDisposable
{
    private const string NothingWritten = "error: interrupted; nothing was written.";
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("fit", Posix.Interrupt)]
    [InlineData("score", Posix.Terminate)]
    public void ASignalEndsTheReadingOfAPipe(string command, int signal)
    {
        if (OperatingSystem.IsWindows())
            return;
        using ToolProcess tool = Start(command, "-");
        // More than a pipe holds: when it is written, the tool reads, and waits for more.
        tool.Process.StandardInput.Write(Tables.Two(20_000));
        tool.Process.StandardInput.Flush();
        tool.Send(signal);
        AssertInterrupted(tool, NothingWritten);
    }

    [Theory]
    [InlineData(Posix.Interrupt)]
    [InlineData(Posix.Terminate)]
    public void ASignalEndsATraining(int signal)
    {
        if (OperatingSystem.IsWindows())
            return;
        using ToolProcess tool = Start("fit", _tool.Write("rows.csv", Tables.Two(2000)), "--epochs", "100000");
        // The last column's line comes before the first epoch.
        while (tool.Process.StandardOutput.ReadLine() is { } line && !line.StartsWith("b ", StringComparison.Ordinal))
            continue;
        _ = tool.Process.StandardOutput.ReadToEndAsync();
        Thread.Sleep(300);
        tool.Send(signal);
        AssertInterrupted(tool, NothingWritten);
    }

    [Fact]
    public void ASignalEndsTheWritingToAPipeThatNobodyReads()
    {
        if (OperatingSystem.IsWindows())
            return;
        _tool.Model(Tables.Two());
        using ToolProcess tool = new(null, "score", _tool.PathOf("model.onnx"), _tool.Write("rows.csv", Tables.Two(50_000)), "--output", "-");
        Assert.StartsWith("Row", tool.Process.StandardOutput.ReadLine(), StringComparison.Ordinal);
        tool.Send(Posix.Terminate);
        Assert.Equal((ExitCodes.Interrupted, "error: interrupted; the scores on standard output are incomplete."), tool.End());
        Assert.Empty(tool.Temporary);
    }

    [Fact]
    public void TheReaderOfANamedPipeMayLeaveAsWell()
    {
        if (OperatingSystem.IsWindows())
            return;
        _tool.Model(Tables.Two());
        string rows = _tool.Write("rows.csv", Tables.Two(50_000)), pipe = Posix.Pipe(_tool.PathOf("scores.csv.gz"));
        using ToolProcess tool = new(null, "score", _tool.PathOf("model.onnx"), rows, "--output", pipe);
        using (FileStream reader = File.OpenRead(pipe))
            Assert.NotEqual(-1, reader.ReadByte());
        Assert.Equal((ExitCodes.ReaderGone, ""), tool.End());
    }

    [Fact]
    public void TheEndOfAPipelineEndsTheToolQuietly()
    {
        if (OperatingSystem.IsWindows())
            return;
        _tool.Model(Tables.Two());
        using ToolProcess tool = new(null, "score", _tool.PathOf("model.onnx"), _tool.Write("rows.csv", Tables.Two(50_000)), "--output", "-");
        Assert.StartsWith("Row", tool.Process.StandardOutput.ReadLine(), StringComparison.Ordinal);
        tool.Process.StandardOutput.Close();
        Assert.Equal((ExitCodes.ReaderGone, ""), tool.End());
        Assert.Empty(tool.Temporary);
    }

    [Fact]
    public void WhatAKillLeavesTheNextRunRemoves()
    {
        if (OperatingSystem.IsWindows())
            return;
        using (ToolProcess tool = Start("score", "-"))
        {
            tool.Process.StandardInput.Write(Tables.Two(50_000));
            tool.Process.StandardInput.Flush();
            while (_tool.Files.Length == 4)
                Thread.Sleep(5);
            // Half written, and not to be taken by another run.
            Assert.NotEmpty(_tool.Score(Tables.Two()));
            Assert.Single(_tool.Files, name => name.StartsWith(".vaeml-", StringComparison.Ordinal));
            tool.Process.Kill();
            tool.Process.WaitForExit();
            Assert.Empty(tool.Temporary);
        }
        Assert.Equal("precious", _tool.Read("old.file"));
        Assert.Single(_tool.Files, name => name.StartsWith(".vaeml-", StringComparison.Ordinal));
        _tool.Score(Tables.Two());
        Assert.Equal(["data.csv", "model.onnx", "new.csv", "old.file", "scores.csv"], _tool.Files);
    }

    [Theory]
    [InlineData("fit")]
    [InlineData("score")]
    public void AFileThatMayNotGrowIsOneClearErrorAndTheOldOneStays(string command)
    {
        if (!OperatingSystem.IsLinux())
            return;
        using ToolProcess tool = Start(command, _tool.Write("rows.csv", Tables.Two(2000)), 4);
        (int code, string error) = tool.End();
        Assert.Equal((ExitCodes.BadInput, $"error: {_tool.PathOf("old.file")} cannot be written: it gets too large for its file system or quota."), (code, error));
        Assert.Equal("precious", _tool.Read("old.file"));
        Assert.DoesNotContain(_tool.Files, name => name.StartsWith('.'));
        Assert.Empty(tool.Temporary);
    }

    private ToolProcess Start(string command, string data, params string[] more) => Start(command, data, null, more);

    /// <summary>A command whose output is a file that is there already.</summary>
    private ToolProcess Start(string command, string data, int? limitBlocks, params string[] more)
    {
        _tool.Model(Tables.Two());
        _tool.Write("old.file", "precious");
        _tool.Write("new.csv", "");
        string[] arguments = command == "fit" ? ["fit", data, .. Tool.Quick] : ["score", _tool.PathOf("model.onnx"), data];
        return new ToolProcess(limitBlocks, [.. more is [] ? arguments : ["fit", data, .. more], "--output", _tool.PathOf("old.file")]);
    }

    private void AssertInterrupted(ToolProcess tool, string message)
    {
        Assert.Equal((ExitCodes.Interrupted, message), tool.End());
        Assert.Equal("precious", _tool.Read("old.file"));
        Assert.DoesNotContain(_tool.Files, name => name.StartsWith('.'));
        Assert.Empty(tool.Temporary);
    }
}
