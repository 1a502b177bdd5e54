using System.Text.RegularExpressions;
using VaeMl.Cli.Failures;

namespace VaeMl.Tests.Cli;

/// <summary>The culture that a user's environment asks for changes nothing, in processes that have no other one.</summary>
public sealed partial class CultureTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task TheEnvironmentsCultureChangesNothing()
    {
        if (OperatingSystem.IsWindows())
            return;
        _tool.Write("data.csv", ServerLog.Text());
        (string Text, byte[][] Files)[] results = await Task.WhenAll(((string[])["C", "tr_TR.UTF-8", "de_DE.UTF-8"]).Select(name => Task.Run(() => Everything(name))));
        foreach ((string text, byte[][] files) in results[1..])
        {
            Assert.Equal(results[0].Text, text);
            Assert.Equal(results[0].Files, files);
        }
    }

    /// <summary>What each command says and writes.</summary>
    private (string Text, byte[][] Files) Everything(string culture)
    {
        string folder = Directory.CreateDirectory(_tool.PathOf(culture)).FullName;
        string text = "";
        foreach (string[] arguments in (string[][])[
            ["fit", "../data.csv", "--output", "model.onnx", "--report", "r.html", .. Tool.Quick],
            ["score", "model.onnx", "../data.csv", "--output", "scores.csv", "--explain", "2"],
            ["inspect", "model.onnx"]])
        {
            (int code, string output) = OtherProgram.Run(
                "dotnet", [Path.Combine(AppContext.BaseDirectory, "vaeml.dll"), .. arguments], folder, ("LC_ALL", culture), ("LANG", culture), ("LANGUAGE", culture));
            Assert.True(code == ExitCodes.Good, output);
            text += output;
        }
        File.WriteAllText(Path.Combine(folder, "r.html"), Seconds().Replace(File.ReadAllText(Path.Combine(folder, "r.html")), "s"));
        return (Seconds().Replace(text, "s"), [.. ((string[])["model.onnx", "scores.csv", "r.html"]).Select(file => File.ReadAllBytes(Path.Combine(folder, file)))]);
    }

    [GeneratedRegex(@"[0-9.]+ s\b")]
    private static partial Regex Seconds();
}
