using Microsoft.ML;

namespace VaeMl.Benchmarks.Speed.Peers;

/// <summary>Rows a second of Transform as a trainer reads them, beside ML.NET's RandomizedPca and its projection to principal components.</summary>
internal static class TransformSpeed
{
    private const int Rows = 32_768, TrainingRows = 2000;

    public static void Run(SpeedReport report, int repetitions)
    {
        int cores = Environment.ProcessorCount;
        MLContext mlContext = new(seed: 1);
        MlNetRow[] rows = MlNetRow.Many(Rows);
        IDataView view = MlNetRow.Cached(mlContext, rows), training = mlContext.Data.LoadFromEnumerable(rows[..TrainingRows]);
        VaeModel relu = SpeedCases.SmallModel();
        VaeModel asDefault = SpeedCases.SmallModel(new VaeOptions { HiddenSizes = [64, 64], LatentSize = 8, CalibrationFolds = 0 });
        const string latent = "VaeEncode's Latent, ReLU", principal = "8 principal components";
        (string Name, IDataView View, string Column)[] sides =
        [
            (latent, Encode(relu, new VaeColumns { LatentColumnName = "Output" }), "Output"),
            ("VaeEncode's Latent, SiLU", Encode(asDefault, new VaeColumns { LatentColumnName = "Output" }), "Output"),
            (principal, mlContext.Transforms.ProjectToPrincipalComponents("Output", "Features", rank: 8, seed: 1).Fit(training).Transform(view), "Output"),
            ("Trainers.Vae's Score, ReLU, one sample", Encode(relu, new VaeColumns { ScoreColumnName = "Score" }), "Score"),
            ("Trainers.Vae's Score, SiLU, variance per row", Encode(asDefault, new VaeColumns { ScoreColumnName = "Score" }), "Score"),
            ("RandomizedPca's Score, rank 8", mlContext.AnomalyDetection.Trainers.RandomizedPca("Features", rank: 8, seed: 1).Fit(training).Transform(view), "Score"),
            ("the features themselves", view, "Features"),
        ];
        Repetitions times = new(
            repetitions,
            [.. sides.SelectMany(side => new (string, Func<double>)[]
            {
                (side.Name, () => Pace.SecondsPer(Rows, () => Cursors.Read(side.View, 1, side.Column))),
                (OnAll(side.Name), () => Pace.SecondsPer(Rows, () => Cursors.Read(side.View, cores, side.Column))),
            })]);
        report.Line($"one column through a cursor over a cached view of 32 features, networks 32-64-64-8: million rows a second");
        report.Line($"{"",46} one core   {cores} cores");
        foreach ((string name, _, _) in sides)
            report.Line($"  {name,-44} {Rate(name),8:F2} {Rate(OnAll(name)),9:F2}");
        (double median, double lower, double upper) = times.Ratio(principal, latent);
        report.Line($"  {latent} is {median:F2} times as fast as {principal} (quartiles {lower:F2}, {upper:F2})");
        report.Figure("transform-million-rows-per-core", Rate(latent));

        IDataView Encode(VaeModel model, VaeColumns columns) => new VaeTransformer(mlContext, model, columns).Transform(view);
        double Rate(string side) => 1e-6 / times.Median(side);
        static string OnAll(string name) => $"{name}, all cores";
    }
}
