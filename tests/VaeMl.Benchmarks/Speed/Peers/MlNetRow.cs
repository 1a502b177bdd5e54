using Microsoft.ML;
using Microsoft.ML.Data;

namespace VaeMl.Benchmarks.Speed.Peers;

/// <summary>A row as an application has it: the features and one number beside them.</summary>
internal sealed class MlNetRow
{
    [VectorType(SpeedCases.SmallFeatures)]
    public float[] Features { get; set; } = [];

    public float Amount { get; set; }

    public static MlNetRow[] Many(int rows)
    {
        const int d = SpeedCases.SmallFeatures;
        float[] values = SpeedCases.Values(rows, d, unitInterval: false);
        return [.. Enumerable.Range(0, rows).Select(i => new MlNetRow { Features = values[(i * d)..((i + 1) * d)] })];
    }

    /// <summary>The rows in ML.NET's cache, read once so that they are there.</summary>
    public static IDataView Cached(MLContext mlContext, MlNetRow[] rows)
    {
        IDataView view = mlContext.Data.Cache(mlContext.Data.LoadFromEnumerable(rows));
        Cursors.Read(view, 1, nameof(Features));
        return view;
    }
}
