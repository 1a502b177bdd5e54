using System.CommandLine;
using VaeMl.Benchmarks.Soak.Mutations;

namespace VaeMl.Benchmarks.Soak;

/// <summary>What has to hold for hours: many faults and inputs, each with its outcome checked. The tests hold the fast part of each.</summary>
internal static class SoakBenchmark
{
    /// <summary>A part runs until its time is over, and says what it did in a <see cref="SoakReport"/>.</summary>
    private static readonly (string Name, Action<SoakReport, SoakSettings> Run)[] Parts =
    [
        ("model-mutations", (report, settings) => MutationSoak.Run(report, settings, MutationKind.Model)),
        ("zip-mutations", (report, settings) => MutationSoak.Run(report, settings, MutationKind.Zip)),
        ("kills", KilledTrainings.Run),
        ("concurrency", ConcurrencySoak.Run),
        ("memory", MemorySoak.Run),
        ("disk", DiskFaults.Run),
    ];

    public static Command Command()
    {
        Option<double> minutes = new("--minutes") { Description = "How long in all; the parts share it equally.", DefaultValueFactory = _ => 10 };
        Option<int> seed = new("--seed") { Description = "The first seed; each input has its own, one after another.", DefaultValueFactory = _ => 1 };
        Option<string[]> only = new("--only") { Description = "These parts only.", AllowMultipleArgumentsPerToken = true };
        only.AcceptOnlyFromAmong([.. Parts.Select(part => part.Name)]);
        Command command = new("soak", "Faults and hostile inputs by the thousand, each outcome checked. Fails if any differs from what is promised.") { minutes, seed, only };
        command.SetAction(result => Run(result.GetValue(minutes), result.GetValue(seed), result.GetValue(only) ?? []));
        return command;
    }

    private static int Run(double minutes, int seed, string[] only)
    {
        SoakReport report = new();
        (string Name, Action<SoakReport, SoakSettings> Run)[] parts = [.. Parts.Where(part => only.Length == 0 || only.Contains(part.Name))];
        SoakSettings settings = new(TimeSpan.FromMinutes(minutes / parts.Length), seed);
        foreach ((string _, Action<SoakReport, SoakSettings> run) in parts)
            run(report, settings);
        report.WriteFigures();
        return report.Failures == 0 ? 0 : 1;
    }
}
