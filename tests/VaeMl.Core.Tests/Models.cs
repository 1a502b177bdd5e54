namespace VaeMl.Tests;

/// <summary>Small data and models for tests.</summary>
internal static class Models
{
    /// <summary>Options that train in milliseconds.</summary>
    public static VaeOptions Quick { get; } = new() { HiddenSizes = [16], LatentSize = 2, Epochs = 15, CalibrationFolds = 2, BatchSize = 64 };

    /// <summary>Rows with two hidden causes: three real features in different units, one of them noisy, and a binary one.</summary>
    public static float[][] Rows(int count, int seed = 1, double missing = 0)
    {
        Random random = new(seed);
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++)
        {
            double a = Normal(random), b = Normal(random);
            rows[i] =
            [
                (float)(100 + 20 * a + Normal(random)),
                (float)(1e-3 * (a + b + 0.3 * Normal(random))),
                (float)(-5 + b + 0.1 * Normal(random)),
                (float)(2 * Normal(random)),
                a + 0.2 * Normal(random) > 0 ? 1 : 0,
            ];
            for (int j = 0; j < rows[i].Length; j++)
                if (random.NextDouble() < missing)
                    rows[i][j] = float.NaN;
        }
        return rows;
    }

    public static VaeModel Fit(VaeOptions options, float[][]? rows = null) => new VaeTrainer(options).Fit(rows ?? Rows(300));

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
}
