namespace VaeMl.Torch.Tests;

/// <summary>Small data for tests.</summary>
internal static class Rows
{
    /// <summary>Rows with two hidden causes: real features in different units, one of them coarse and one with wild values, and two binary ones.</summary>
    public static VaeData Mixed(int count, int seed = 1, double missing = 0)
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
                (float)(-5 + b + 0.1 * Normal(random) * (i % 20 == 0 ? 50 : 1)),
                (float)(3 * Math.Round(Normal(random) / 1.5)),
                a + 0.2 * Normal(random) > 0 ? 1 : 0,
                b + 0.5 * Normal(random) > 1 ? 1 : 0,
            ];
            Drop(rows[i], missing, random);
        }
        return new VaeData(rows);
    }

    /// <summary>Rows of values in [0, 1], as Bernoulli features may be.</summary>
    public static VaeData Unit(int count, int seed = 1, double missing = 0)
    {
        Random random = new(seed);
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++)
        {
            double a = Normal(random);
            rows[i] = [.. Enumerable.Range(0, 6).Select(j => (float)(1 / (1 + Math.Exp(-(j - 2.5) * a - Normal(random)))))];
            Drop(rows[i], missing, random);
        }
        return new VaeData(rows);
    }

    private static void Drop(float[] row, double share, Random random)
    {
        for (int j = 1; j < row.Length; j++)
            if (random.NextDouble() < share)
                row[j] = float.NaN;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
}
