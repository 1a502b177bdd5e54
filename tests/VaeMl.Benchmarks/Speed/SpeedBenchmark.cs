using System.CommandLine;
using System.Runtime.Intrinsics;
using VaeMl.Core.Benchmarks.Speed;

namespace VaeMl.Benchmarks.Speed;

/// <summary>How fast VaeMl trains, scores and transforms beside TorchSharp, ONNX Runtime and ML.NET's own, in one run.</summary>
internal static class SpeedBenchmark
{
    public static Command Command()
    {
        Option<int> repetitions = new("--repetitions") { Description = "How often each side of a comparison runs.", DefaultValueFactory = _ => 21 };
        Option<string?> only = new("--only") { Description = "One section." };
        only.AcceptOnlyFromAmong("train", "score", "transform");
        Command command = new("speed", "Training, scoring and Transform beside TorchSharp, ONNX Runtime and ML.NET's own.") { repetitions, only };
        command.SetAction(result => Run(result.GetValue(repetitions), result.GetValue(only)));
        return command;
    }

    private static void Run(int repetitions, string? only)
    {
        SpeedReport report = new();
        report.Line($"{Environment.ProcessorCount} processors, {(Vector512.IsHardwareAccelerated ? "AVX-512" : Vector256.IsHardwareAccelerated ? "AVX2" : "128-bit vectors")}, .NET {Environment.Version}; medians of {repetitions} alternating repetitions, each after a run that does not count");
        if (only is null or "train")
            TrainingComparison.Run(report, repetitions);
        if (only is null or "score")
        {
            OnnxRuntimeComparison.Run(report, repetitions);
            ApplyOnnxComparison.Run(report, repetitions);
        }
        if (only is null or "transform")
        {
            TransformSpeed.Run(report, repetitions);
            PredictionSpeed.Run(report, repetitions);
        }
        report.WriteFigures();
    }
}
