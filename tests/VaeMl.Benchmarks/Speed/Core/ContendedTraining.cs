namespace VaeMl.Benchmarks.Speed.Core;

/// <summary>Training while as many threads as there are cores do something else.</summary>
internal static class ContendedTraining
{
    private const int Repeats = 20, LoopTimes = 40;

    public static void Run(SpeedReport report)
    {
        Measure(report, "784-512-512-20", "train-contended-ratio", SpeedCases.LargeData(2_000), SpeedCases.Large, 20);
        Measure(report, "32-64-64-8", "train-small-contended-ratio", SpeedCases.SmallData(20_000), SpeedCases.Small, 2000);
    }

    private static void Measure(SpeedReport report, string net, string figure, VaeData data, VaeOptions options, int steps)
    {
        int cores = Environment.ProcessorCount;
        using StepRunner runner = new(data, options with { Threads = cores });
        bool busy = false, end = false;
        Thread[] others = [.. Enumerable.Range(0, cores).Select(_ => new Thread(() =>
        {
            while (!Volatile.Read(ref end))
                if (Volatile.Read(ref busy))
                    MachineLimits.MultiplyAdd(1);
                else
                    Thread.Sleep(1);
        }))];
        Array.ForEach(others, thread => thread.Start());
        Repetitions times = new(
            Repeats,
            ("free", () => runner.Run(steps)),
            ("contended", () => Beside(() => runner.Run(steps))),
            ("loop free", () => MachineLimits.MultiplyAdd(cores, LoopTimes)),
            ("loop contended", () => Beside(() => MachineLimits.MultiplyAdd(cores, LoopTimes))));
        Volatile.Write(ref end, true);
        Array.ForEach(others, thread => thread.Join());

        // What the others take is what they take from threads that never wait for each other, whatever else runs on the machine.
        (double slower, double lower, double upper) = times.Ratio("contended", "free");
        double lost = times.Ratio("loop contended", "loop free").Median;
        report.Line($"training step {net} with {cores} busy threads beside it: {times.Median("contended") / steps * 1e3:F3} ms after {times.Median("free") / steps * 1e3:F3}, {slower:F2}× (quartiles {lower:F2}, {upper:F2}); independent threads lose {lost:F2}×");
        report.Figure(figure, slower / lost);

        void Beside(Action run)
        {
            Volatile.Write(ref busy, true);
            run();
            Volatile.Write(ref busy, false);
        }
    }
}
