using System.Diagnostics;
using Microsoft.ML;
using VaeMl.Tests.Concurrency;
using VaeMl.Tests.Hostile;

namespace VaeMl.Benchmarks.Soak;

/// <summary>64 threads score with one model and one loaded pipeline, while some of them train: every result is what one thread got alone.</summary>
internal sealed class ConcurrencySoak
{
    private const int MostLines = 20;
    private readonly ModelCalls _model = new(MixedModel.Train(), MixedModel.Rows(seed: 2));
    private readonly PipelineCalls<MixedRow> _pipeline = new(MixedRow.LoadedPipeline(MixedModel.Train()), MixedRow.Rows(200));
    private readonly ConcurrentTrainings _trainings = new();
    private readonly SoakReport _report;
    private long _ofModel, _ofEngines, _ofPool, _trained, _differences;

    private ConcurrencySoak(SoakReport report) => _report = report;

    public static void Run(SoakReport report, SoakSettings settings)
    {
        ConcurrencySoak soak = new(report);
        Stopwatch watch = Stopwatch.StartNew();
        ManyThreads.Run(number => soak.Work(number, () => watch.Elapsed < settings.Time));
        long compared = soak._ofModel + soak._ofEngines + soak._ofPool + soak._trained;
        report.Counts($"{ManyThreads.Count} threads", new SoakCounts(0, compared, compared, soak._differences));
        report.Line($"  {soak._ofModel} results of the model, {soak._ofEngines} of engines of a thread, {soak._ofPool} of engines from a pool, {soak._trained} models trained by {soak._trainings.Names}");
        report.Figure("concurrent-results", compared);
        report.Figure("concurrency-differences", soak._differences);
    }

    /// <summary>Threads take one of four kinds of work, but only four train: each training has threads of its own.</summary>
    private void Work(int number, Func<bool> goOn)
    {
        switch (number % 4)
        {
            case 0:
                using (PredictionEngine<MixedRow, Verdict> engine = _pipeline.Engine())
                    for (int i = number; goOn(); i++)
                        Count(ref _ofEngines, 1, _pipeline.Differs(engine, i) ? [$"engine of thread {number}, row {i}"] : []);
                break;
            case 1:
                for (int i = number; goOn(); i++)
                    Count(ref _ofPool, 1, _pipeline.Differs(i) ? [$"pooled engine, row {i}"] : []);
                break;
            case 2 when number < 16:
                for (int i = number / 4; goOn(); i++)
                    Count(ref _trained, 1, _trainings.Differs(i) ? [$"training {i}"] : []);
                break;
            default:
                for (int i = number; goOn(); i++)
                    Count(ref _ofModel, _model.Count, _model.Differing(i));
                break;
        }
    }

    private void Count(ref long kind, int results, string[] differing)
    {
        Interlocked.Add(ref kind, results);
        foreach (string what in differing)
            if (Interlocked.Increment(ref _differences) <= MostLines)
                lock (_report)
                    _report.Line($"other bits than alone: {what}");
    }
}
