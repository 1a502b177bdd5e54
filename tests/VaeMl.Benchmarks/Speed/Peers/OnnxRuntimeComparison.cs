namespace VaeMl.Benchmarks.Speed.Peers;

/// <summary>Rows scored in a second by the core and by ONNX Runtime on the exported model, which gets the batch size that suits it best.</summary>
internal static class OnnxRuntimeComparison
{
    private const int Rows = 65_536;
    private static readonly int[] BatchSizes = [64, 256, 1024, 4096, 16_384, Rows];

    public static void Run(SpeedReport report, int repetitions)
    {
        int cores = Environment.ProcessorCount, q = SpeedCases.Small.LatentSize!.Value;
        VaeModel model = SpeedCases.SmallModel();
        using MemoryStream file = new();
        model.SaveOnnx(file, new OnnxExport { Score = null, PredictedLabel = null });
        float[] values = SpeedCases.Values(Rows, SpeedCases.SmallFeatures, unitInterval: false);
        float[] latent = new float[Rows * q], elbo = new float[Rows], theirLatent = new float[Rows * q], theirElbo = new float[Rows];

        (int Batch, int Threads, int Callers)[] settings = [.. BatchSizes.SelectMany(batch => new (int, int, int)[] { (batch, 1, 1), (batch, 1, cores), (batch, cores, 1) }).Distinct()];
        Dictionary<(int Batch, int Threads, int Callers), double> look = settings.ToDictionary(setting => setting, setting =>
        {
            using BoundSession session = Open(setting.Batch, setting.Threads);
            return Pace.Least(() => Pace.SecondsPer(Rows, () => session.Run(setting.Callers)));
        });
        var one = settings.Where(s => s.Threads * s.Callers == 1).MinBy(s => look[s]);
        var all = settings.MinBy(s => look[s]);
        using BoundSession oneSession = Open(one.Batch, one.Threads), allSession = Open(all.Batch, all.Threads);
        Score(cores);
        allSession.Run(all.Callers);
        CheckClose(elbo, theirElbo);
        CheckClose(latent, theirLatent);

        Repetitions times = new(
            repetitions,
            [
                ("core", () => Pace.SecondsPer(Rows, () => Score(1))),
                ("runtime", () => Pace.SecondsPer(Rows, () => oneSession.Run(one.Callers))),
                ("core, all", () => Pace.SecondsPer(Rows, () => Score(cores))),
                ("runtime, all", () => Pace.SecondsPer(Rows, () => allSession.Run(all.Callers))),
            ]);
        report.Line($"scoring 32-64-64-8, latent and ELBO, ReLU, one sample: million rows a second");
        double ratio = Line("one core", "core", "runtime", one), ratioAll = Line("all cores", "core, all", "runtime, all", all);
        report.Figure("score-vs-onnxruntime", Math.Min(ratio, ratioAll));

        BoundSession Open(int batch, int threads) => new(file.ToArray(), values, SpeedCases.SmallFeatures, theirLatent, theirElbo, batch, threads);

        void Score(int parts) => Parallel.For(0, parts, part =>
        {
            int first = (int)((long)Rows * part / parts), count = (int)((long)Rows * (part + 1) / parts) - first;
            model.Score(
                values.AsSpan(first * SpeedCases.SmallFeatures, count * SpeedCases.SmallFeatures),
                new ScoreColumns { Latent = latent.AsSpan(first * q, count * q), Elbo = elbo.AsSpan(first, count) });
        });

        double Line(string name, string mine, string theirs, (int Batch, int Threads, int Callers) best)
        {
            (double median, double lower, double upper) = times.Ratio(theirs, mine);
            report.Line($"  {name,-10} VaeMl {1e-6 / times.Median(mine),6:F2}   ONNX Runtime {1e-6 / times.Median(theirs),6:F2}   ratio {median:F2} (quartiles {lower:F2}, {upper:F2}); ONNX Runtime with batches of {best.Batch}, {best.Callers} caller(s), {best.Threads} thread(s) each");
            return median;
        }
    }

    private static void CheckClose(float[] mine, float[] theirs)
    {
        double worst = mine.Zip(theirs, (a, b) => Math.Abs(a - b) / (1 + Math.Abs(a))).Max();
        // Also where it is NaN.
        if (!(worst < 1e-3))
            throw new InvalidOperationException(FormattableString.Invariant($"Results differ by {worst}."));
    }
}
