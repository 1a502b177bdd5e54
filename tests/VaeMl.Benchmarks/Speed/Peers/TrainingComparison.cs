using System.Globalization;
using VaeMl.Torch;

namespace VaeMl.Benchmarks.Speed.Peers;

/// <summary>The time of a training step of TorchSharp over that of the built-in trainer, each with the settings that suit it best, and as they come.</summary>
internal static class TrainingComparison
{
    private const string CoreType = "OPENBLAS_CORETYPE", BlasThreads = "OPENBLAS_NUM_THREADS";
    private static readonly (string, string?) Passive = ("OMP_WAIT_POLICY", "PASSIVE");
    private static readonly WorkerSettings BuiltInAsIs = new(false, null), TorchAsIs = new(true, null);

    private static int[] Threads => Environment.ProcessorCount == 1 ? [1] : [1, Environment.ProcessorCount];

    public static void Run(SpeedReport report, int repetitions)
    {
        if (!TorchVaeTrainer.IsAvailable(out string? reason))
        {
            report.Line($"training beside TorchSharp: not measured. {reason}");
            return;
        }
        string blas;
        using (WorkerProcess process = new(TorchAsIs))
            blas = process.Description;
        report.Line($"training step, batch 128, ms; TorchSharp as it comes: {blas}");
        (string Name, string? Value)?[] kernels = !blas.StartsWith("OpenBLAS", StringComparison.Ordinal) ? [null] :
            [null, .. ((string?[])[null, "SkylakeX", "Cooperlake", "SapphireRapids", "Zen", "Haswell"]).Select(type => (CoreType, type))];
        List<Look> one = [.. kernels.SelectMany(kernel => LookAt(kernel, 1, 1))], more = [];
        // More threads with the kernels that are best for one.
        if (Environment.ProcessorCount is > 1 and int all)
            more = [.. TrainingCase.All.Select(shape => Best(one, shape).Kernel).Distinct().SelectMany(kernel => (Look[])
                [.. LookAt(kernel, 1, all), .. LookAt(kernel, all, 1), .. LookAt(kernel, all, all), .. LookAt(kernel, all, 1, Passive), .. LookAt(kernel, all, all, Passive)])];
        Dictionary<string, double> least = [];
        foreach (TrainingCase shape in TrainingCase.All)
        {
            WorkerSettings[] builtIn = [BuiltInAsIs, .. Threads.Select(threads => new WorkerSettings(false, threads))];
            WorkerSettings[] torch = [TorchAsIs, .. new[] { one, more }.Where(looks => looks.Count > 0).Select(looks => Best(looks, shape).Settings)];
            double ratio = Measure(report, repetitions, shape, builtIn, torch);
            least[shape.Figure] = Math.Min(least.GetValueOrDefault(shape.Figure, double.PositiveInfinity), ratio);
        }
        foreach ((string figure, double ratio) in least)
            report.Figure(figure, ratio);
    }

    /// <summary>The ratio of the fastest of both.</summary>
    private static double Measure(SpeedReport report, int repetitions, TrainingCase shape, WorkerSettings[] builtIn, WorkerSettings[] torch)
    {
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

    private static Look Best(List<Look> looks, TrainingCase shape) => looks.MinBy(look => look.Seconds[shape])!;

    /// <summary>A short look at every case with certain settings; none where the process does not survive them.</summary>
    private static Look[] LookAt((string Name, string? Value)? kernel, int threads, int blasThreads, params (string, string?)[] others)
    {
        WorkerSettings settings = new(
            true,
            threads,
            [.. kernel is { } given ? [given] : Array.Empty<(string, string?)>(), (BlasThreads, blasThreads.ToString(CultureInfo.InvariantCulture)), .. others]);
        try
        {
            using WorkerProcess process = new(settings);
            return [new Look(settings, kernel, TrainingCase.All.ToDictionary(shape => shape, shape => Pace.Least(() => process.SecondsPerStep(shape))))];
        }
        catch (IOException)
        {
            // OpenBLAS takes any kernels it is told to, also those whose instructions the processor does not know.
            return [];
        }
    }

    private sealed record Look(WorkerSettings Settings, (string Name, string? Value)? Kernel, Dictionary<TrainingCase, double> Seconds);
}
