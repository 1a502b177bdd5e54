using System.Diagnostics;
using System.Globalization;

namespace VaeMl.Benchmarks.Speed.Core;

/// <summary>Time of the tool's <c>score</c> on ten rows in a fresh process, beside a process that does nothing but start.</summary>
internal static class ColdStart
{
    private const int Repeats = 20;

    public static void Run(SpeedReport report)
    {
        string? tool = FindTool();
        if (tool is null)
        {
            report.Line($"cold start: not measured, build src/VaeMl.Cli in Release first");
            return;
        }
        DirectoryInfo folder = Directory.CreateTempSubdirectory("vaeml-speed-");
        try
        {
            string model = Path.Combine(folder.FullName, "model.onnx"), rows = Path.Combine(folder.FullName, "rows.csv");
            SpeedCases.SmallModel().Save(model);
            File.WriteAllLines(rows, Csv());
            string nothing = CopyWithoutDependencies(folder);
            Repetitions times = new(
                Repeats,
                ("empty", () => Start(nothing, EmptyArgument)),
                ("score", () => Start(tool, "score", model, rows, "--output", Path.Combine(folder.FullName, "scores.csv"))));
            report.Line($"vaeml score on 10 rows: {times.Median("score"):F3} s (at best {times.Least("score"):F3}); a process that does nothing: {times.Median("empty"):F3} s ({times.Least("empty"):F3})");
            report.Figure("cold-start-s", times.Median("score") - times.Median("empty"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The argument on which this program ends at once.</summary>
    public const string EmptyArgument = "--nothing";

    /// <summary>This program by itself: the host of a process that does nothing has no list of packages to go through.</summary>
    private static string CopyWithoutDependencies(DirectoryInfo folder)
    {
        string own = typeof(ColdStart).Assembly.Location;
        foreach (string file in (string[])[own, Path.ChangeExtension(own, ".runtimeconfig.json")])
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
        return Path.Combine(folder.FullName, Path.GetFileName(own));
    }

    private static IEnumerable<string> Csv()
    {
        VaeData data = SpeedCases.SmallData(10);
        yield return string.Join(',', data.FeatureNames);
        for (int i = 0; i < data.Count; i++)
            yield return string.Join(',', data[i].ToArray().Select(value => value.ToString(CultureInfo.InvariantCulture)));
    }

    private static void Start(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static string? FindTool()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "src", "VaeMl.Cli", "bin", "Release", "net10.0", "vaeml.dll");
            if (File.Exists(path))
                return path;
        }
        return null;
    }
}
