using System.Text.RegularExpressions;

namespace VaeMl.Notebooks.Tests;

/// <summary>The C# file that the notebooks' README gives as an example runs.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vaeml-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task TheFileRuns()
    {
        string file = Assert.Single(CodeBlock().Matches(await File.ReadAllTextAsync(Path.Combine(NotebookCheck.Folder, "README.md")))).Groups[1].Value;
        string code = file.Replace("#:project ../src/VaeMl.Core/VaeMl.Core.csproj", "#r \"nuget: VaeMl.Core, 0.1.0\"", StringComparison.Ordinal)
            .Replace("#:property PublishAot=false", "", StringComparison.Ordinal);
        using NotebookSession session = new(_folder);
        CellOutput output = Assert.Single(await session.RunAsync(code));
        Assert.Matches(@"^0\.5, 0\.25, 0\.5: -?\d+\.\d nats, anomaly: False\n0\.5, 0\.9, 0\.5: \d+\.\d nats, anomaly: True\n$", output.Text);
        Assert.StartsWith("<svg", await File.ReadAllTextAsync(Path.Combine(_folder, "scores.svg")), StringComparison.Ordinal);
    }

    [GeneratedRegex("```csharp\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
