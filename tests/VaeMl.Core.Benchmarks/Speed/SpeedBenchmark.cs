using System.CommandLine;
using System.Runtime.Intrinsics;

namespace VaeMl.Core.Benchmarks.Speed;

/// <summary>How fast the core trains, scores and starts, beside what the machine can do.</summary>
internal static class SpeedBenchmark
{
    public static Command Command()
    {
        Option<int> repetitions = new("--repetitions") { Description = "How often each side of a comparison runs.", DefaultValueFactory = _ => 30 };
        Option<string?> only = new("--only") { Description = "One section." };
        only.AcceptOnlyFromAmong("training", "scoring", "contended", "memory", "start");
        Command command = new("speed", "Training steps, scored rows, memory and start-up time.") { repetitions, only };
        command.SetAction(result => Run(result.GetValue(repetitions), result.GetValue(only)));
        return command;
    }

    private static void Run(int repetitions, string? only)
    {
        SpeedReport report = new();
        report.Line($"{Environment.ProcessorCount} cores, {(Vector512.IsHardwareAccelerated ? "AVX-512" : Vector256.IsHardwareAccelerated ? "AVX2" : "128-bit vectors")}, .NET {Environment.Version}; medians of {repetitions} alternating repetitions");
        // First, while the process is small.
        Section("memory", () => TrainingMemory.Run(report));
        Section("training", () => TrainingSpeed.Run(report, repetitions));
        Section("scoring", () => ScoringSpeed.Run(report, repetitions));
        Section("contended", () => ContendedTraining.Run(report));
        Section("start", () => ColdStart.Run(report));
        report.WriteFigures();

        void Section(string name, Action run)
        {
            if (only is null || only == name)
                run();
        }
    }
}
