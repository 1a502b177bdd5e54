using System.Diagnostics;
using Microsoft.ML;
using VaeMl.Tests.Concurrency;
using VaeMl.Tests.Hostile;

namespace VaeMl.Benchmarks.Soak;

/// <summary>Loads, scores by 64 threads, trains and saves, again and again, all of it thrown away each time: the process must not grow.</summary>
internal static class MemorySoak
{
    // A model here has some 40,000 parameters, 0.15 MiB. If each cycle left no more than one behind, seven cycles would pass the managed bound and 110 the
    // resident one, and ten minutes have several hundred cycles. Without any leak the process still moves by some MiB, since the runtime compiles
    // methods anew the more they are called and the C library keeps memory of threads that have ended.
    private const double MostResidentMebibytes = 16, MostManagedMebibytes = 1;
    private const double WarmUpShare = 0.2, Mebi = 1 << 20;
    private static readonly VaeOptions Options = new() { HiddenSizes = [128, 128], LatentSize = 4, Epochs = 3, CalibrationFolds = 3, Threads = 2, BatchSize = 64 };

    public static void Run(SoakReport report, SoakSettings settings)
    {
        string folder = Directory.CreateTempSubdirectory("vaeml-memory-").FullName;
        try
        {
            Run(report, settings.Time, Path.Combine(folder, "model.onnx"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Run(SoakReport report, TimeSpan time, string path)
    {
        VaeData data = MixedModel.Rows();
        MixedRow[] rows = MixedRow.Rows(20);
        new VaeTrainer(Options).Fit(data).Save(path);
        Stopwatch watch = Stopwatch.StartNew();
        int cycles = Cycles(() => watch.Elapsed < WarmUpShare * time);
        HeldMemory start = HeldMemory.Now();
        report.Line($"memory after {cycles} cycles: {Told(start)}");
        cycles = Cycles(() => watch.Elapsed < time);
        HeldMemory end = HeldMemory.Now();
        report.Line($"memory {cycles} cycles later: {Told(end)}");

        double resident = (end.ResidentBytes - start.ResidentBytes) / Mebi, managed = (end.ManagedBytes - start.ManagedBytes) / Mebi;
        int grown = (resident > MostResidentMebibytes ? 1 : 0) + (managed > MostManagedMebibytes ? 1 : 0);
        report.Counts("memory", new SoakCounts(0, cycles, 2, grown));
        report.Line($"  grown by {resident:F1} MiB resident (at most {MostResidentMebibytes}), {managed:F2} MiB managed (at most {MostManagedMebibytes})");
        report.Figure("memory-growth-mib", resident);
        report.Figure("managed-growth-mib", managed);

        int Cycles(Func<bool> goOn)
        {
            int done = 0;
            for (; done == 0 || goOn(); done++)
                Cycle(path, data, rows);
            return done;
        }
    }

    private static void Cycle(string path, VaeData data, MixedRow[] rows)
    {
        VaeModel model = VaeModel.Load(path);
        ITransformer pipeline = MixedRow.LoadedPipeline(model);
        PipelineCalls<MixedRow> calls = new(pipeline, rows);
        ManyThreads.Run(number =>
        {
            model.Scores(data);
            calls.Differs(number);
        });
        new VaeTrainer(Options).Fit(data).Save(path);
    }

    private static string Told(HeldMemory held) =>
        FormattableString.Invariant($"{held.ResidentBytes / Mebi:F1} MiB resident, {held.ManagedBytes / Mebi:F2} MiB managed, {held.Threads} threads");
}
