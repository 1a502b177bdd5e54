using System.Runtime.CompilerServices;
using VaeMl.Tests.Documents;

namespace VaeMl.Torch.Tests;

/// <summary>The documents' C# for TorchSharp is this file's, line by line, and runs.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void Every_block_of_code_stands_in_this_file()
    {
        CodeBlock[] blocks = [.. Document.BlocksIn("csharp").Where(block => block.Mentions("TorchVaeTrainer"))];
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.True(block.StandsIn(ThisFile()), $"{block.Document} has an example that no test runs: {block.Code}"));
    }

    [TorchFact]
    public void The_block_runs()
    {
        float[][] rows = [.. Enumerable.Range(0, 60).Select(i => new float[] { i, i % 7, 0.5f * i })];
        VaeModel model = new TorchVaeTrainer(new VaeOptions { LatentSize = 2 }).Fit(rows);             // device: "cpu", "cuda" or "cuda:1"
        IVaeTrainer trainer = TorchVaeTrainer.IsAvailable(out string? reason) ? new TorchVaeTrainer() : new VaeTrainer();
        Assert.Equal(("TorchSharp", "TorchSharp", null), (model.Trainer, trainer.Name, reason));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
