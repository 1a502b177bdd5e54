using System.Globalization;

namespace VaeMl.Benchmarks.Speed.Core;

/// <summary>Rows scored in a second: latent and Elbo, on one core and on all, few rows and many, and one row alone.</summary>
internal static class ScoringSpeed
{
    private const int BatchRows = 4096, Batches = 4, SingleRows = 4000;

    public static void Run(SpeedReport report, int repetitions)
    {
        int cores = Environment.ProcessorCount;
        VaeModel relu = SpeedCases.SmallModel(), silu = SpeedCases.SmallModel(SpeedCases.Small with { Activation = ActivationKind.Silu });
        VaeModel rowwise = SpeedCases.SmallModel(SpeedCases.Small with { Variance = VarianceKind.PerRow });
        float[] values = SpeedCases.Values(BatchRows, SpeedCases.SmallFeatures, unitInterval: false);
        Buffers[] buffers = [.. Enumerable.Range(0, cores).Select(_ => new Buffers(BatchRows))];
        Repetitions times = new(
            repetitions,
            ("peak1", () => MachineLimits.MultiplyAdd(1)),
            ("relu", () => Batch(relu, values, buffers[0], Batches)),
            ("all", () => Parallel.For(0, cores, i => Batch(relu, values, buffers[i], Batches))),
            ("silu", () => Batch(silu, values, buffers[0], Batches)),
            ("rowwise", () => Batch(rowwise, values, buffers[0], Batches)),
            ("single", () => Single(relu, values, buffers[0])));

        const double rows = BatchRows * Batches;
        double share = 2 * rows * Products(relu) / MachineLimits.Operations / times.Ratio("relu", "peak1").Median;
        report.Line($"scoring 32-64-64-8 on one core, ReLU: {Rate("relu")} at {share:P0} of the multiply-add peak; SiLU: {Rate("silu")}; a variance per row: {Rate("rowwise")}");
        report.Line($"one row alone: {times.Median("single") / SingleRows * 1e6:F2} µs (at best {times.Least("single") / SingleRows * 1e6:F2})");
        report.Figure("score-million-rows-per-core", rows / times.Median("relu") / 1e6);
        report.Figure("score-silu-million-rows-per-core", rows / times.Median("silu") / 1e6);
        report.Figure("score-two-cores", cores / times.Ratio("all", "relu").Median);
        report.Figure("score-row-us", times.Median("single") / SingleRows * 1e6);
        Linearity(report, relu);

        string Rate(string side) =>
            string.Create(CultureInfo.InvariantCulture, $"{rows / times.Median(side) / 1e6:F2} million rows/s (at best {rows / times.Least(side) / 1e6:F2})");
    }

    private static void Linearity(SpeedReport report, VaeModel model)
    {
        int[] counts = [10_000, 100_000, 500_000, 2_000_000];
        float[] values = SpeedCases.Values(counts[^1], SpeedCases.SmallFeatures, unitInterval: false);
        Buffers buffers = new(counts[^1]);
        // As many rows on every side, so that all take as long.
        (string, Action)[] sides = [.. counts.Select(count => ($"{count}", (Action)(() =>
        {
            for (int i = 0; i < counts[^1] / count; i++)
                model.Score(values.AsSpan(0, count * SpeedCases.SmallFeatures), buffers.Columns(count));
        })))];
        Repetitions times = new(20, sides);
        double[] nanoseconds = [.. counts.Select(count => times.Median($"{count}") / counts[^1] * 1e9)];
        report.Line($"time per row, ns: {string.Join(", ", counts.Zip(nanoseconds, (count, time) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} rows {time:F0}")))}");
        report.Figure("score-linearity", counts.Max(count => Math.Max(Ratio(count), 1 / Ratio(count))));

        double Ratio(int count) => times.Ratio($"{count}", $"{counts[0]}").Median;
    }

    private static void Batch(VaeModel model, float[] values, Buffers buffers, int batches)
    {
        for (int i = 0; i < batches; i++)
            model.Score(values, buffers.Columns(BatchRows));
    }

    private static void Single(VaeModel model, float[] values, Buffers buffers)
    {
        for (int i = 0; i < SingleRows; i++)
            model.Score(values.AsSpan(i % BatchRows * SpeedCases.SmallFeatures, SpeedCases.SmallFeatures), buffers.Columns(1));
    }

    private static double Products(VaeModel model) =>
        model.Scorer.Network.Encoder.Concat(model.Scorer.Network.Decoder).Sum(layer => (double)layer.Inputs * layer.Outputs);

    private sealed class Buffers(int rows)
    {
        private readonly float[] _latent = new float[rows * SpeedCases.Small.LatentSize!.Value];
        private readonly float[] _elbo = new float[rows];

        public ScoreColumns Columns(int count) => new()
        {
            Latent = _latent.AsSpan(0, count * SpeedCases.Small.LatentSize!.Value),
            Elbo = _elbo.AsSpan(0, count),
        };
    }
}
