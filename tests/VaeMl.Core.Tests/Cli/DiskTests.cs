using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using VaeMl.Cli.Failures;
using VaeMl.Tests.Files;

namespace VaeMl.Tests.Cli;

/// <summary>Where outputs go that are no ordinary files, and where there is no room.</summary>
public sealed partial class DiskTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("fit", "--output")]
    [InlineData("fit", "--report")]
    [InlineData("score", "--output")]
    public void AFullDeviceIsOneClearError(string command, string output)
    {
        if (!File.Exists("/dev/full"))
            return;
        string[] arguments = Arguments(command, output, "/dev/full");
        string[] before = _tool.Files;
        Assert.Equal(ExitCodes.BadInput, _tool.Run(arguments));
        Assert.EndsWith("error: /dev/full cannot be written: No space left on device.", _tool.Error.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(before, _tool.Files);
    }

    [Theory]
    [InlineData("fit", "--output")]
    [InlineData("fit", "--report")]
    [InlineData("score", "--output")]
    public void AFolderThatTakesNoFileIsFoundAtOnce(string command, string output)
    {
        // Not even the administrator makes a file there.
        if (!OperatingSystem.IsLinux())
            return;
        string[] arguments = Arguments(command, output, "/proc/self/new.file");
        Assert.Equal(ExitCodes.BadInput, _tool.Run(arguments));
        Assert.StartsWith("error: /proc/self/new.file: no file can be written there (", _tool.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("epoch", _tool.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("folder with blanks/größe ışık 模型.onnx")]
    [InlineData("two\nlines/m'o\"d$el.onnx")]
    public void PathsMayHoldAnyCharacter(string name)
    {
        if (OperatingSystem.IsWindows())
            return;
        string model = _tool.PathOf(name), folder = Path.GetDirectoryName(model)!, data = Path.Combine(Directory.CreateDirectory(folder).FullName, "dätä 1.csv");
        File.WriteAllText(data, Tables.Two());
        Assert.Equal(ExitCodes.Good, _tool.Run(["fit", data, "--output", model, "--report", model + ".html", .. Tool.Quick]));
        Assert.Equal(ExitCodes.Good, _tool.Run("score", model, data, "--output", model + ".csv"));
        Assert.Equal(ExitCodes.Good, _tool.Run("inspect", model));
        Assert.Equal(4, Directory.GetFileSystemEntries(folder).Length);
    }

    [Fact]
    public async Task NamedPipesAreReadAndWritten()
    {
        if (OperatingSystem.IsWindows())
            return;
        _tool.Model(Tables.Two());
        byte[] model = File.ReadAllBytes(_tool.PathOf("model.onnx"));
        string[] scores = _tool.Score(Tables.Two());
        string data = Posix.Pipe(_tool.PathOf("rows")), output = Posix.Pipe(_tool.PathOf("out"));

        Task writing = Task.Run(() => File.WriteAllText(data, Tables.Two()));
        Task<byte[]> reading = Task.Run(() => File.ReadAllBytes(output));
        Assert.Equal(ExitCodes.Good, _tool.Run(["fit", data, "--output", output, .. Tool.Quick]));
        await writing;
        Assert.Equal(model, await reading);

        writing = Task.Run(() => File.WriteAllText(data, Tables.Two()));
        reading = Task.Run(() => File.ReadAllBytes(output));
        Assert.Equal(ExitCodes.Good, _tool.Run("score", _tool.PathOf("model.onnx"), data, "--output", output));
        await writing;
        Assert.Equal(scores, Encoding.UTF8.GetString(await reading).TrimEnd('\n').Split('\n'));
        Assert.Equal(["data.csv", "model.onnx", "new.csv", "out", "rows", "scores.csv"], _tool.Files);
    }

    [Theory]
    [InlineData("fit", "rows")]
    [InlineData("fit", "out")]
    [InlineData("score", "rows")]
    [InlineData("score", "out")]
    public void WaitingForTheOtherEndOfAPipeIsInterrupted(string command, string pipe)
    {
        if (OperatingSystem.IsWindows())
            return;
        Posix.Pipe(_tool.PathOf(pipe));
        string[] arguments = pipe == "out" ? Arguments(command, "--output", _tool.PathOf("out")) : [.. Arguments(command, "--output", _tool.PathOf("new.out")).Select(a => a.EndsWith(".csv", StringComparison.Ordinal) ? _tool.PathOf("rows") : a)];
        using CancellationTokenSource interrupted = new(TimeSpan.FromMilliseconds(200));
        Assert.Equal(ExitCodes.Interrupted, _tool.Run(interrupted.Token, arguments));
        Assert.Equal("error: interrupted; nothing was written.", _tool.Error.TrimEnd());
        Assert.Equal(["data.csv", "model.onnx", pipe], _tool.Files.Where(name => name != "new.csv"));
        // Lets the thread go that still waits.
        new FileStream(_tool.PathOf(pipe), FileMode.Open, FileAccess.ReadWrite).Dispose();
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void TheCultureOfTheProcessChangesNothing(string name)
    {
        (string[] Texts, byte[][] Files) expected = Everything(CultureInfo.InvariantCulture), actual = Everything(CultureInfo.GetCultureInfo(name));
        Assert.Equal(expected.Texts, actual.Texts);
        Assert.Equal(expected.Files, actual.Files);
    }

    /// <summary>What each command says and writes.</summary>
    private (string[] Texts, byte[][] Files) Everything(CultureInfo culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
            string data = _tool.Write("data.csv", ServerLog.Text());
            List<string> texts = [];
            foreach (string[] arguments in (string[][])[
                ["fit", data, "--output", _tool.PathOf("model.onnx"), "--report", _tool.PathOf("r.html"), .. Tool.Quick],
                ["score", _tool.PathOf("model.onnx"), data, "--output", _tool.PathOf("scores.csv"), "--explain", "2"],
                ["inspect", _tool.PathOf("model.onnx")],
                ["fit", data, "--output", _tool.PathOf("x"), "--learning-rate", "0,5"]])
            {
                int code = _tool.Run(arguments);
                texts.Add(Seconds().Replace($"{code} {_tool.Output} {_tool.Error}", "s"));
            }
            return ([.. texts], [File.ReadAllBytes(_tool.PathOf("model.onnx")), File.ReadAllBytes(_tool.PathOf("scores.csv")), Encoding.UTF8.GetBytes(Seconds().Replace(_tool.Read("r.html"), "s"))]);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, before);
        }
    }

    private string[] Arguments(string command, string output, string path)
    {
        _tool.Model(Tables.Two());
        return command == "score" ? ["score", _tool.PathOf("model.onnx"), _tool.Write("new.csv", Tables.Two()), output, path]
            : output == "--report" ? ["fit", _tool.PathOf("data.csv"), "--output", _tool.PathOf("m2.onnx"), output, path, .. Tool.Quick]
            : ["fit", _tool.PathOf("data.csv"), output, path, .. Tool.Quick];
    }

    [GeneratedRegex(@"[0-9.]+ s\b")]
    private static partial Regex Seconds();
}
