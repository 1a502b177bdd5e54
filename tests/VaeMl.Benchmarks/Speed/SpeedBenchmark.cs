using System.CommandLine;
using System.Runtime.Intrinsics;
using VaeMl.Benchmarks.Speed.Core;
using VaeMl.Benchmarks.Speed.Peers;

namespace VaeMl.Benchmarks.Speed;

/// <summary>How fast VaeMl trains, scores, starts and transforms: first beside what the machine can do, then beside TorchSharp, ONNX Runtime and ML.NET's own.</summary>
internal static class SpeedBenchmark
{
    private const string Core = "core", Peers = "peers";

    /// <summary>In this order: memory is measured while the process is small, and the core before others' threads are there.</summary>
    private static readonly (string Group, string Name, Action<SpeedReport, int> Run)[] Sections =
    [
        (Core, "memory", (report, _) => TrainingMemory.Run(report)),
        (Core, "training", TrainingSpeed.Run),
        (Core, "scoring", ScoringSpeed.Run),
        (Core, "contended", (report, _) => ContendedTraining.Run(report)),
        (Core, "start", (report, _) => ColdStart.Run(report)),
        (Core, "csv", (report, _) => CsvSpeed.Run(report)),
        (Peers, "torch", TrainingComparison.Run),
        (Peers, "onnx", OnnxRuntimeComparison.Run),
        (Peers, "onnx", ApplyOnnxComparison.Run),
        (Peers, "transform", TransformSpeed.Run),
        (Peers, "transform", PredictionSpeed.Run),
    ];

    public static Command Command()
    {
        string[] names = [Core, Peers, .. Sections.Select(section => section.Name).Distinct()];
        Option<int> repetitions = new("--repetitions") { Description = "How often each side of a comparison runs.", DefaultValueFactory = _ => 21 };
        Option<string[]> only = new("--only")
        {
            Description = "These sections only; core stands for memory to csv, peers for torch to transform.",
            AllowMultipleArgumentsPerToken = true,
        };
        only.AcceptOnlyFromAmong(names);
        Command command = new("speed", "Training, scoring, memory and start-up time of the core; then beside TorchSharp, ONNX Runtime and ML.NET's own.") { repetitions, only };
        command.SetAction(result => Run(result.GetValue(repetitions), result.GetValue(only) ?? []));
        return command;
    }

    private static void Run(int repetitions, string[] only)
    {
        SpeedReport report = new();
        report.Line($"{Environment.ProcessorCount} processors, {(Vector512.IsHardwareAccelerated ? "AVX-512" : Vector256.IsHardwareAccelerated ? "AVX2" : "128-bit vectors")}, .NET {Environment.Version}; medians of {repetitions} alternating repetitions, each after a run that does not count");
        foreach ((string group, string name, Action<SpeedReport, int> run) in Sections)
            if (only.Length == 0 || only.Contains(group) || only.Contains(name))
                run(report, repetitions);
        report.WriteFigures();
    }
}
