using System.Diagnostics;
using System.Globalization;
using System.Text;
using VaeMl.Cli.Failures;
using VaeMl.Tests.Files;

namespace VaeMl.Tests.Cli;

public sealed class CheckpointTests : IDisposable
{
    // On one core some seconds; killed earlier on average, and with work lost each time.
    private static readonly string[] _slow = ["--hidden-sizes", "32,32", "--epochs", "150", "--calibration-folds", "2", "--threads", "1", "--seed", "3"];
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void AFitThatIsKilledAgainAndAgainEndsWithTheSameFile()
    {
        string[] fit = ["fit", _tool.Write("data.csv", Rows(400)), .. _slow, "--output"];
        Assert.True(_tool.Run([.. fit, _tool.PathOf("whole.onnx")]) == 0, _tool.Error);
        string checkpoint = _tool.PathOf("run.checkpoint");
        Random random = new(11);
        int kills = 0;
        (int Code, string Error) last;
        do
        {
            // More time with every try, so that the test ends on a slow machine as well.
            last = RunAndKill([.. fit, _tool.PathOf("model.onnx"), "--checkpoint", checkpoint], TimeSpan.FromMilliseconds(random.Next(500, 2500) + 500 * kills));
            kills += last.Code == 0 ? 0 : 1;
            Assert.DoesNotContain("error", last.Error, StringComparison.Ordinal);
        }
        while (last.Code != 0);
        Assert.Equal(File.ReadAllBytes(_tool.PathOf("whole.onnx")), File.ReadAllBytes(_tool.PathOf("model.onnx")));
        Assert.Equal(["data.csv", "model.onnx", "whole.onnx"], _tool.Files);
        Assert.True(kills > 0, "the training was over before it could be killed");
    }

    [Fact]
    public void AnInterruptedFitSaysHowToGoOn()
    {
        string[] fit = ["fit", _tool.Write("data.csv", Rows(100)), "--epochs", "200", "--hidden-sizes", "16", "--calibration-folds", "2", "--output"];
        Assert.Equal(0, _tool.Run([.. fit, _tool.PathOf("whole.onnx")]));
        string[] kept = [.. fit, _tool.PathOf("model.onnx"), "--checkpoint", _tool.PathOf("run.checkpoint")];
        using CancellationTokenSource interrupted = new();
        // Reading is over when there is a checkpoint.
        using FileSystemWatcher watcher = new(Path.GetDirectoryName(kept[^1])!, "run.checkpoint*");
        watcher.Renamed += (_, _) => interrupted.Cancel();
        watcher.EnableRaisingEvents = true;
        Assert.Equal(ExitCodes.Interrupted, _tool.Run(interrupted.Token, kept));
        Assert.Equal("error: interrupted; the training so far is in run.checkpoint, and the same command resumes it.", _tool.Error.TrimEnd());
        Assert.Equal(["data.csv", "run.checkpoint", "whole.onnx"], _tool.Files);

        Assert.Equal(ExitCodes.BadInput, _tool.Run([.. kept, "--learning-rate", "0.001"]));
        Assert.Equal(
            "error: run.checkpoint is the checkpoint of another training run: --learning-rate was 0.002 and is 0.001. Delete the file to start over, or give another path.",
            _tool.Error.TrimEnd());

        Assert.Equal(0, _tool.Run(kept));
        Assert.Contains("Resuming from run.checkpoint", _tool.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(_tool.PathOf("whole.onnx")), File.ReadAllBytes(_tool.PathOf("model.onnx")));
        Assert.Equal(["data.csv", "model.onnx", "whole.onnx"], _tool.Files);
    }

    [Fact]
    public void ASignalLeavesACheckpointOfATableOnDiskAndTheSameCommandGoesOn()
    {
        if (OperatingSystem.IsWindows())
            return;
        string data = _tool.Write("data.csv", Wide(17_000)), checkpoint = _tool.PathOf("run.checkpoint");
        string[] fit = ["fit", data, "--max-memory", "16M", "--hidden-sizes", "8", "--batch-size", "64", "--epochs", "6", "--output"];
        Assert.True(_tool.Run([.. fit, _tool.PathOf("whole.onnx")]) == 0, _tool.Error);
        string[] kept = [.. fit, _tool.PathOf("model.onnx"), "--checkpoint", checkpoint];
        foreach (int signal in (int[])[Posix.Interrupt, Posix.Terminate])
        {
            DateTime before = File.GetLastWriteTimeUtc(checkpoint);
            using ToolProcess tool = new(null, kept);
            _ = tool.Process.StandardOutput.ReadToEndAsync();
            // Written when training begins, and again when it goes on.
            while (!tool.Process.HasExited && File.GetLastWriteTimeUtc(checkpoint) == before)
                Thread.Sleep(5);
            tool.Send(signal);
            Assert.Equal(
                (ExitCodes.Interrupted, $"error: interrupted; the training so far is in {checkpoint}, and the same command resumes it."), tool.End());
            Assert.Equal(["data.csv", "run.checkpoint", "whole.onnx"], _tool.Files);
            Assert.Empty(tool.Temporary);
        }
        Assert.True(_tool.Run(kept) == 0, _tool.Error);
        Assert.Equal(File.ReadAllBytes(_tool.PathOf("whole.onnx")), File.ReadAllBytes(_tool.PathOf("model.onnx")));
        Assert.Equal(["data.csv", "model.onnx", "whole.onnx"], _tool.Files);
    }

    [Fact]
    public void ASecondFitIsToldWhoHasTheCheckpointUntilThatIsKilled()
    {
        if (OperatingSystem.IsWindows())
            return;
        string checkpoint = _tool.PathOf("run.checkpoint");
        string[] fit = ["fit", _tool.Write("data.csv", Rows(100)), "--epochs", "100000", "--hidden-sizes", "8", "--calibration-folds", "0", "--checkpoint", checkpoint, "--output"];
        using (ToolProcess first = new(null, [.. fit, _tool.PathOf("first.onnx")]))
        {
            _ = first.Process.StandardOutput.ReadToEndAsync();
            while (!first.Process.HasExited && !File.Exists(checkpoint))
                Thread.Sleep(5);
            Assert.Equal(ExitCodes.BadInput, _tool.Run([.. fit, _tool.PathOf("second.onnx")]));
            Assert.Equal(
                $"error: run.checkpoint is in use by another training run, process {first.Process.Id} on {Environment.MachineName}. Wait until it ends, or give another path.", _tool.Error.TrimEnd());
            first.Process.Kill();
        }
        // It goes on from there, and leaves nothing but the checkpoint.
        using ToolProcess second = new(null, [.. fit, _tool.PathOf("second.onnx")]);
        while (second.Process.StandardOutput.ReadLine() is { } line && !line.StartsWith("Resuming from", StringComparison.Ordinal))
            continue;
        _ = second.Process.StandardOutput.ReadToEndAsync();
        Thread.Sleep(300);
        second.Send(Posix.Terminate);
        Assert.Equal(ExitCodes.Interrupted, second.End().Code);
        Assert.Equal(["data.csv", "run.checkpoint"], _tool.Files);
    }

    [Fact]
    public void ACheckpointStaysUntilTheModelIsWritten()
    {
        string data = _tool.Write("data.csv", Rows(60));
        string[] fit = ["fit", data, "--output", _tool.PathOf("model.onnx"), "--epochs", "500", "--hidden-sizes", "8", "--checkpoint", _tool.PathOf("run.checkpoint")];
        // The report's folder vanishes while the model is trained: nothing is written.
        string report = Path.Combine(Directory.CreateDirectory(_tool.PathOf("reports")).FullName, "r.html");
        using FileSystemWatcher watcher = new(Path.GetDirectoryName(data)!, "run.checkpoint*");
        watcher.Renamed += (_, _) => Directory.Delete(_tool.PathOf("reports"), recursive: true);
        watcher.EnableRaisingEvents = true;
        Assert.Equal(ExitCodes.BadInput, _tool.Run([.. fit, "--report", report]));
        Assert.Equal(["data.csv", "run.checkpoint"], _tool.Files);
    }

    [Fact]
    public void OtherFilesOfTheCommandAreNoCheckpoint()
    {
        string data = _tool.Write("data.csv", Rows(20));
        Assert.Equal(ExitCodes.BadInput, _tool.Run(["fit", data, "--output", _tool.PathOf("model.onnx"), "--checkpoint", data]));
        Assert.Equal("error: data.csv: this would overwrite data.csv, which the same command uses.", _tool.Error.TrimEnd());
        Assert.Equal(ExitCodes.WrongUsage, _tool.Run(["fit", data, "--output", _tool.PathOf("model.onnx"), "--checkpoint", "-"]));
        Assert.Equal(ExitCodes.BadInput, _tool.Run(["fit", data, "--output", _tool.PathOf("model.onnx"), "--checkpoint", _tool.Write("notes.txt", "mine, and long enough for a checksum of it to be there")]));
        Assert.StartsWith("error: notes.txt is damaged, or no checkpoint of VaeMl: its header is wrong.", _tool.Error, StringComparison.Ordinal);
        Assert.Equal("mine, and long enough for a checksum of it to be there", _tool.Read("notes.txt"));
    }

    /// <summary>Runs the tool in a process of its own, which is killed after some time.</summary>
    private static (int Code, string Error) RunAndKill(string[] arguments, TimeSpan after)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "vaeml.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(after))
        {
            process.Kill();
            process.WaitForExit();
        }
        output.Wait();
        return (process.ExitCode, errors.Result);
    }

    /// <summary>Rows of 64 numbers, of which 16,384 are as many as --max-memory 16M keeps in memory.</summary>
    private static string Wide(int count)
    {
        Random random = new(2);
        StringBuilder csv = new(string.Join(',', Enumerable.Range(0, 64).Select(j => $"c{j}")) + "\n");
        for (int i = 0; i < count; i++)
        {
            int shared = random.Next(90);
            csv.AppendJoin(',', Enumerable.Range(0, 64).Select(j => shared + random.Next(9))).Append('\n');
        }
        return csv.ToString();
    }

    private static string Rows(int count) => "a,b,c,d,e\n" + string.Concat(
        Models.Rows(count).Select(row => string.Join(',', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture))) + "\n"));
}
