using System.Diagnostics;
using System.Text.RegularExpressions;

namespace VaeMl.Notebooks.Tests;

/// <summary>The C# file that the notebooks' README gives as an example runs.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vaeml-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task TheFileRunsOutsideOfTheRepository()
    {
        string readme = await File.ReadAllTextAsync(Path.Combine(NotebookCheck.Folder, "README.md"));
        string inside = "#:project ../src/VaeMl.Core/VaeMl.Core.csproj", outside = FirstLine().Match(readme).Groups[1].Value;
        string file = Assert.Single(CodeBlock().Matches(readme)).Groups[1].Value;
        Assert.Contains(inside, file, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_folder, "app.cs"), file.Replace(inside, outside, StringComparison.Ordinal));

        PackageFeed.Use();
        ProcessStartInfo start = new("dotnet", ["run", "-c", "Release", "app.cs"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" },
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output + await errors);
        Assert.Matches(@"^0\.5, 0\.25, 0\.5: -?\d+\.\d nats, anomaly: False\r?\n0\.5, 0\.9, 0\.5: \d+\.\d nats, anomaly: True\r?\n$", output);
        Assert.StartsWith("<svg", await File.ReadAllTextAsync(Path.Combine(_folder, "scores.svg")), StringComparison.Ordinal);
    }

    [GeneratedRegex("```csharp\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("the first line is `([^`]+)`")]
    private static partial Regex FirstLine();
}
