using Microsoft.ML;
using Microsoft.ML.Data;
using VaeMl.Reporting;

namespace VaeMl.Benchmarks.Detection;

/// <summary>ML.NET's RandomizedPca on standardised features, with half as many components as features.</summary>
internal static class RandomizedPcaDetector
{
    public static AdbenchResult Measure(AdbenchData set, string setting, AdbenchSplit split)
    {
        MLContext mlContext = new(seed: split.Seed);
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, set.Rows.FeatureCount);
        var pipeline = mlContext.Transforms.NormalizeMeanVariance(nameof(Row.Features), fixZero: false)
            .Append(mlContext.AnomalyDetection.Trainers.RandomizedPca(nameof(Row.Features), rank: (set.Rows.FeatureCount + 1) / 2));
        var model = pipeline.Fit(View(split.Train));
        float[] scores = [.. model.Transform(View(split.Test)).GetColumn<float>("Score")];
        bool[] anomalies = [.. split.Test.Select(row => set.Anomalies[row])];
        return new AdbenchResult(set.Name, setting, split.Seed, 100 * Auroc.Compute(scores, anomalies), 100 * AveragePrecision.Of(scores, anomalies));

        IDataView View(int[] rows) => mlContext.Data.LoadFromEnumerable(rows.Select(row => new Row { Features = set.Rows[row].ToArray() }), schema);
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];
    }
}
