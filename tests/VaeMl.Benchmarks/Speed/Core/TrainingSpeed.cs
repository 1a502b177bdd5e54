using System.Globalization;

namespace VaeMl.Benchmarks.Speed.Core;

/// <summary>Time of a training step beside the machine's own limits.</summary>
internal static class TrainingSpeed
{
    private const int LargeSteps = 2, SmallSteps = 40;

    public static void Run(SpeedReport report, int repetitions)
    {
        int cores = Environment.ProcessorCount;
        VaeData small = SpeedCases.SmallData(20_000), large = SpeedCases.LargeData(2_000);
        using StepRunner small1 = new(small, SpeedCases.Small with { Threads = 1 }), small2 = new(small, SpeedCases.Small with { Threads = cores });
        using StepRunner large1 = new(large, SpeedCases.Large with { Threads = 1 }), large2 = new(large, SpeedCases.Large with { Threads = cores });
        float[][] state = [.. Enumerable.Range(0, 3).Select(_ => new float[1_357_824])];
        Repetitions times = new(
            repetitions,
            ("peak1", () => MachineLimits.MultiplyAdd(1)),
            ("large1", () => large1.Run(LargeSteps)),
            ("peak2", () => MachineLimits.MultiplyAdd(cores)),
            ("large2", () => large2.Run(LargeSteps)),
            ("traffic1", () => MachineLimits.Traffic(1, state)),
            ("traffic2", () => MachineLimits.Traffic(cores, state)),
            ("small1", () => small1.Run(SmallSteps)),
            ("small2", () => small2.Run(SmallSteps)));

        report.Line($"multiply-adds: {MachineLimits.Operations / times.Median("peak1") / 1e9:F0} GFLOP/s on one core, {cores * MachineLimits.Operations / times.Median("peak2") / 1e9:F0} on {cores}");
        report.Line($"reading and writing a large step's parameters and moments: {times.Median("traffic1") * 1e3:F2} ms on one core, {times.Median("traffic2") * 1e3:F2} on {cores}");
        Row(report, times, "32-64-64-8", "train-small", "small1", "small2", SmallSteps, small1.Operations, cores);
        Row(report, times, "784-512-512-20", "train-large", "large1", "large2", LargeSteps, large1.Operations, cores);
    }

    private static void Row(SpeedReport report, Repetitions times, string net, string figure, string one, string all, int steps, double operations, int cores)
    {
        double fraction1 = Fraction(times, one, "peak1", steps * operations), fraction2 = Fraction(times, all, "peak2", steps * operations / cores);
        report.Line($"training step {net}, batch 128: {Ms(one)} ms on one thread ({Least(one)} at best), {Ms(all)} on {cores} ({Least(all)}); {fraction1:P0} and {fraction2:P0} of the multiply-add peak");
        report.Figure($"{figure}-ms-1-thread", times.Median(one) / steps * 1e3);
        report.Figure($"{figure}-ms-{cores}-threads", times.Median(all) / steps * 1e3);
        report.Figure($"{figure}-peak-fraction-1-thread", fraction1);
        report.Figure($"{figure}-peak-fraction", fraction2);

        string Ms(string side) => (times.Median(side) / steps * 1e3).ToString("F3", CultureInfo.InvariantCulture);
        string Least(string side) => (times.Least(side) / steps * 1e3).ToString("F3", CultureInfo.InvariantCulture);
    }

    /// <summary>The share of the peak: the loop's and the steps' operations per time and core, in the same repetition.</summary>
    private static double Fraction(Repetitions times, string side, string peak, double operations) =>
        operations / MachineLimits.Operations / times.Ratio(side, peak).Median;
}
