using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace VaeMl.Benchmarks;

/// <summary>
/// Rows a second of Transform and microseconds a call of PredictionEngine, beside ML.NET's RandomizedPca on the same data. Repetitions
/// alternate, so that whatever else the machine does falls on both.
/// </summary>
internal static class TransformBenchmark
{
    private const int Features = 32, TrainingRows = 2000;

    public static Command Command()
    {
        Option<int> rows = new("--rows") { Description = "Rows in a pass.", DefaultValueFactory = _ => 200_000 };
        Option<int> repetitions = new("--repetitions") { Description = "Passes of each.", DefaultValueFactory = _ => 15 };
        Command command = new("transform", "Speed of Transform and PredictionEngine beside RandomizedPca.") { rows, repetitions };
        command.Aliases.Add("mlnet");
        command.SetAction(result => Run(result.GetValue(rows), result.GetValue(repetitions)));
        return command;
    }

    private static void Run(int rows, int repetitions)
    {
        MLContext mlContext = new(seed: 1);
        Row[] data = Rows(rows);
        IDataView training = mlContext.Data.LoadFromEnumerable(data[..Math.Min(rows, TrainingRows)]);
        IDataView view = mlContext.Data.Cache(mlContext.Data.LoadFromEnumerable(data));
        VaeOptions vae = new() { HiddenSizes = [64, 64], LatentSize = 8, Epochs = 5, CalibrationFolds = 2 };
        Contestant[] contestants =
        [
            new("vae-score", "Score", mlContext.AnomalyDetection.Trainers.Vae(new VaeAnomalyOptions { Vae = vae }).Fit(training)),
            new("vae-latent", "Latent", mlContext.Transforms.VaeEncode(new VaeEncodeOptions { Vae = vae, ElboColumnName = null }).Fit(training)),
            new("pca-score", "Score", mlContext.AnomalyDetection.Trainers.RandomizedPca("Features", rank: 8, seed: 1).Fit(training)),
        ];
        foreach (Contestant contestant in contestants)
            contestant.Prepare(mlContext, view, data[0]);
        for (int repetition = 0; repetition < repetitions; repetition++)
            foreach (Contestant contestant in contestants)
                contestant.Measure(view, data);

        Console.WriteLine($"{rows} rows of {Features} features from a cache; VAE 32-64-64-8-64-64-32, PCA of rank 8; medians of {repetitions} alternating repetitions");
        Console.WriteLine("               rows/s, 1 cursor   rows/s, cursor set   µs a prediction");
        foreach (Contestant c in contestants)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{c.Name,-12}{c.RowsPerSecond,19:N0}{c.RowsPerSecondInSet,21:N0}{c.Microseconds,18:F2}"));
        foreach (Contestant c in contestants)
        {
            Figures.Write($"transform-{c.Name}-rows-per-second", c.RowsPerSecond);
            Figures.Write($"transform-{c.Name}-set-rows-per-second", c.RowsPerSecondInSet);
            Figures.Write($"prediction-{c.Name}-microseconds", c.Microseconds);
        }
        Figures.Write("transform-score-ratio-to-pca", contestants[0].RowsPerSecond / contestants[2].RowsPerSecond);
        Figures.Write("prediction-score-ratio-to-pca", contestants[0].Microseconds / contestants[2].Microseconds);
    }

    /// <summary>Rows with eight hidden causes.</summary>
    private static Row[] Rows(int count)
    {
        Random random = new(1);
        double[][] loadings = [.. Enumerable.Range(0, Features).Select(_ => Normals(8))];
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            double[] causes = Normals(8);
            return new Row { Features = [.. loadings.Select(l => (float)(l.Zip(causes, (a, b) => a * b).Sum() + 0.3 * Normal()))] };
        })];

        double[] Normals(int n) => [.. Enumerable.Range(0, n).Select(_ => Normal())];
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
    }

    internal sealed class Row
    {
        [VectorType(TransformBenchmark.Features)]
        public float[] Features { get; set; } = [];
    }
}
