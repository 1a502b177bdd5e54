using VaeMl.Torch;

namespace VaeMl.Benchmarks.Detection;

/// <summary>The TorchSharp trainer and ML.NET's RandomizedPca on the splits that VaeMl was measured on. Their thresholds are not calibrated.</summary>
internal static class AdbenchPeers
{
    /// <param name="run">The splits.</param>
    /// <param name="options">What VaeMl was measured with.</param>
    public static void Measure(AdbenchRun run, VaeOptions options)
    {
        if (TorchVaeTrainer.IsAvailable(out string? reason))
            Measure(run, "TorchSharp", "adbench-torch", new VaeDetector(options with { CalibrationFolds = 0 }, recipe => new TorchVaeTrainer(recipe)).Measure);
        else
            Console.WriteLine($"VaeMl.Torch: not measured. {reason}");
        Measure(run, "RandomizedPca", "adbench-randomizedpca", RandomizedPcaDetector.Measure);
    }

    private static void Measure(AdbenchRun run, string name, string figures, Func<AdbenchData, string, AdbenchSplit, AdbenchResult> measure)
    {
        AdbenchResult[] results = run.Measure(measure);
        AdbenchTable.Write(run, name, results);
        foreach (string setting in run.Settings)
            AdbenchTable.WriteFigures(run, $"{figures}-{setting}", results.Where(result => result.Setting == setting));
    }
}
