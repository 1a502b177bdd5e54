using System.Diagnostics;
using System.IO.Compression;
using VaeMl.Tests.Documents;

namespace VaeMl.Tests;

/// <summary>The packages, from a folder feed: what they hold, and a small application that uses them.</summary>
public sealed class PackageTests
{
    private static readonly string[] Projects = ["VaeMl.Core", "VaeMl.Torch", "VaeMl", "VaeMl.Cli"];

    private const string Program = """
        using Microsoft.ML;
        using Microsoft.ML.Data;

        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new Row { Features = [i, i % 7, 0.5f * i] }));
        var model = mlContext.Transforms.VaeEncode("Latent", "Features", latentSize: 1).Fit(data);
        mlContext.Model.Save(model, data.Schema, "model.zip");
        IDataView before = model.Transform(data), after = mlContext.Model.Load("model.zip", out _).Transform(data);
        Console.WriteLine(before.GetColumn<float>("Elbo").SequenceEqual(after.GetColumn<float>("Elbo")) ? "same" : "different");

        internal sealed class Row
        {
            [VectorType(3)]
            public float[] Features { get; set; } = [];
        }
        """;

    // A model saved inside a pipeline names the assembly in full, so that another number would make it unreadable.
    [Fact]
    public void The_assembly_version_never_changes() =>
        Assert.Equal(new Version(1, 0, 0, 0), typeof(VaeTransformer).Assembly.GetName().Version);

    [Fact]
    public void An_application_restores_trains_saves_loads_and_scores()
    {
        // A version of its own, so that no older package of the cache is taken for it.
        string version = $"0.1.0-test.{Guid.NewGuid():N}";
        using TemporaryFolder folder = new();
        string feed = Path.Combine(folder.Path, "feed"), application = Path.Combine(folder.Path, "application");
        foreach (string project in Projects)
            DotNet(Document.Root, "pack", Path.Combine("src", project), "-c", "Release", "-o", feed, $"-p:MinVerVersionOverride={version}", $"-p:BaseOutputPath={folder.Path}/bin/");
        foreach (string project in Projects)
            CheckContent(project, Path.Combine(feed, $"{project}.{version}.nupkg"));

        Directory.CreateDirectory(application);
        File.WriteAllText(Path.Combine(application, "Program.cs"), Program);
        File.WriteAllText(Path.Combine(application, "application.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <RestoreAdditionalProjectSources>{feed}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="VaeMl" Version="{version}" />
              </ItemGroup>
            </Project>
            """);
        try
        {
            Assert.EndsWith("same", DotNet(application, "run", "-c", "Release").TrimEnd(), StringComparison.Ordinal);
        }
        finally
        {
            RemoveFromCache(version);
        }
    }

    private static void CheckContent(string project, string package)
    {
        using ZipArchive zip = ZipFile.OpenRead(package);
        string[] names = [.. zip.Entries.Select(entry => entry.FullName)];
        Assert.Equal(
            Document.All.Single(document => document.Name == $"src/{project}/README.md").Text, Text(zip.GetEntry("README.md")!).ReplaceLineEndings("\n"));
        string text = Text(zip.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)));
        Assert.Contains("<license type=\"expression\">MIT</license>", text, StringComparison.Ordinal);
        Assert.Contains("<readme>README.md</readme>", text, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.ChangeExtension(package, ".snupkg")), "no symbols");
        if (project == "VaeMl.Cli")
            Assert.Contains("tools/net10.0/any/vaeml.dll", names);
        else
            Assert.Single(names, name => name.StartsWith("lib/net10.0/", StringComparison.Ordinal) && name.EndsWith(".dll", StringComparison.Ordinal));
    }

    private static string Text(ZipArchiveEntry entry)
    {
        using StreamReader reader = new(entry.Open());
        return reader.ReadToEnd();
    }

    private static string DotNet(string folder, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        // The test host's own settings are not the application's.
        start.Environment.Remove("MSBuildSDKsPath");
        start.Environment.Remove("MSBUILD_EXE_PATH");
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output + errors.Result);
        return output;
    }

    private static void RemoveFromCache(string version)
    {
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } packages
            ? packages : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (string project in Projects)
            if (Path.Combine(cache, project.ToLowerInvariant(), version) is var package && Directory.Exists(package))
                Directory.Delete(package, recursive: true);
    }
}
