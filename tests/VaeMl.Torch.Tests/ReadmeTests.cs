using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace VaeMl.Torch.Tests;

/// <summary>The README's C# for TorchSharp is this file's, line by line, and runs.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_block_of_code_stands_in_this_file()
    {
        string readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "README.md"));
        string block = Assert.Single(
            Regex.Matches(readme, "```csharp\r?\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value),
            block => block.Contains("TorchVaeTrainer", StringComparison.Ordinal));
        Assert.Contains(Normalized(block), Normalized(File.ReadAllText(ThisFile())), StringComparison.Ordinal);
    }

    [TorchFact]
    public void The_block_runs()
    {
        float[][] rows = [.. Enumerable.Range(0, 60).Select(i => new float[] { i, i % 7, 0.5f * i })];
        VaeModel model = new TorchVaeTrainer(new VaeOptions { LatentSize = 2 }).Fit(rows);             // device: "cpu", "cuda" or "cuda:1"
        IVaeTrainer trainer = TorchVaeTrainer.IsAvailable(out string? reason) ? new TorchVaeTrainer() : new VaeTrainer();
        Assert.Equal(("TorchSharp", "TorchSharp", null), (model.Trainer, trainer.Name, reason));
    }

    private static string Normalized(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
