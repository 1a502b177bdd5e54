using Microsoft.ML;

namespace VaeMl.Benchmarks.Speed.Peers;

/// <summary>What a call of PredictionEngine costs beyond the same engine over a transformer that copies one number.</summary>
internal static class PredictionSpeed
{
    private const int Rows = 1000;

    public static void Run(SpeedReport report, int repetitions)
    {
        MLContext mlContext = new(seed: 1);
        MlNetRow[] rows = MlNetRow.Many(Rows);
        IDataView view = mlContext.Data.LoadFromEnumerable(rows);
        VaeModel model = SpeedCases.SmallModel();
        VaeModel encoderDefault = SpeedCases.SmallModel(new VaeOptions { CalibrationFolds = 0 });
        VaeModel detectorDefault = SpeedCases.SmallModel(new VaeOptions { TrainingData = TrainingData.Contaminated, CalibrationFolds = 0 });
        VaeColumns encoded = new() { LatentColumnName = "Latent", ElboColumnName = "Elbo" };
        VaeColumns detected = new() { ScoreColumnName = "Score", PredictedLabelColumnName = "PredictedLabel" };
        const string engine = "the engine alone", encode = "VaeEncode, 32-64-64-8, ReLU, one sample", detect = "Trainers.Vae, 32-64-64-8, ReLU, one sample";
        (string Name, Func<double> Seconds)[] sides =
        [
            (engine, Predict<ScoreOnly>(mlContext.Transforms.CopyColumns("Score", nameof(MlNetRow.Amount)).Fit(view))),
            (encode, Predict<Encoded>(new VaeTransformer(mlContext, model, encoded))),
            (detect, Predict<Detected>(new VaeTransformer(mlContext, model, detected))),
            ("VaeEncode, default options", Predict<Encoded>(new VaeTransformer(mlContext, encoderDefault, encoded))),
            ("Trainers.Vae, default options", Predict<Detected>(new VaeTransformer(mlContext, detectorDefault, detected))),
            ("RandomizedPca, rank 8", Predict<Detected>(mlContext.AnomalyDetection.Trainers.RandomizedPca("Features", rank: 8, seed: 1).Fit(view))),
        ];
        Repetitions times = new(repetitions, sides);
        report.Line($"PredictionEngine.Predict: {times.Median(engine) * 1e6:F3} µs over CopyColumns of one number; beyond that, µs");
        foreach ((string name, _) in sides.Skip(1))
        {
            (double median, double lower, double upper) = times.Difference(name, engine);
            report.Line($"  {name,-44} {median * 1e6,7:F3} (quartiles {lower * 1e6:F3}, {upper * 1e6:F3})");
        }
        report.Figure("predict-overhead-us", Math.Max(times.Difference(encode, engine).Median, times.Difference(detect, engine).Median) * 1e6);

        Func<double> Predict<TOutput>(ITransformer transformer)
            where TOutput : class, new()
        {
            PredictionEngine<MlNetRow, TOutput> predictions = mlContext.Model.CreatePredictionEngine<MlNetRow, TOutput>(transformer);
            TOutput output = new();
            return () => Pace.SecondsPer(Rows, () =>
            {
                foreach (MlNetRow row in rows)
                    predictions.Predict(row, ref output);
            });
        }
    }

    internal sealed class ScoreOnly
    {
        public float Score { get; set; }
    }

    internal sealed class Encoded
    {
        public float[] Latent { get; set; } = [];

        public float Elbo { get; set; }
    }

    internal sealed class Detected
    {
        public float Score { get; set; }

        public bool PredictedLabel { get; set; }
    }
}
