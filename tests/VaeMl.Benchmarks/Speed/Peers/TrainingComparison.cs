using VaeMl.Torch;

namespace VaeMl.Benchmarks.Speed.Peers;

/// <summary>The time of a training step of TorchSharp over that of the built-in trainer, each with the settings that suit it best, and as they come.</summary>
internal static class TrainingComparison
{
    private static readonly WorkerSettings BuiltInAsIs = new(false, null), TorchAsIs = new(true, null);

    public static void Run(SpeedReport report, int repetitions)
    {
        if (!TorchVaeTrainer.IsAvailable(out string? reason))
        {
            report.Line($"training beside TorchSharp: not measured. {reason}");
            return;
        }
        report.Line($"training step, batch 128, ms; {TorchAsIs}: {WorkerProcess.Describe(TorchAsIs)}");
        foreach (var shapes in TrainingCase.All.GroupBy(shape => shape.Figure))
            report.Figure(shapes.Key, shapes.Select(shape => Measure(report, repetitions, shape)).ToArray().Min());
    }

    /// <summary>The ratio of the fastest of both.</summary>
    private static double Measure(SpeedReport report, int repetitions, TrainingCase shape)
    {
        int all = Environment.ProcessorCount;
        int[] threads = all == 1 ? [1] : [1, all];
        WorkerSettings[] builtIn = [BuiltInAsIs, .. threads.Select(count => new WorkerSettings(false, count))];
        // Threads that wait do not spin then: better where others want the processor.
        WorkerSettings[] torch = [TorchAsIs, .. threads.Select(count => new WorkerSettings(true, count)), new WorkerSettings(true, all, ("OMP_WAIT_POLICY", "PASSIVE"))];
        Dictionary<WorkerSettings, WorkerProcess> processes = builtIn.Concat(torch).ToDictionary(side => side, side => new WorkerProcess(side));
        Repetitions times = new(
            repetitions,
            [.. processes.Select(side => (side.Key.ToString(), (Func<double>)(() => side.Value.SecondsPerStep(shape))))]);
        foreach (WorkerProcess process in processes.Values)
            process.Dispose();
        report.Line($"{shape.Name}");
        foreach (WorkerSettings side in processes.Keys)
            report.Line($"  {Ms(side),8:F3}  {side}");
        (double median, double lower, double upper) = times.Ratio($"{torch.MinBy(Ms)}", $"{builtIn.MinBy(Ms)}");
        (double asIs, double asIsLower, double asIsUpper) = times.Ratio($"{TorchAsIs}", $"{BuiltInAsIs}");
        report.Line($"  TorchSharp/built-in at their best {median:F2} (quartiles {lower:F2}, {upper:F2}), as they come {asIs:F2} ({asIsLower:F2}, {asIsUpper:F2})");
        return median;

        double Ms(WorkerSettings side) => times.Median($"{side}") * 1e3;
    }
}
