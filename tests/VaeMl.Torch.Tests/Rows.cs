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

    /// <summary>The same rows with categories before, between and after them, two of which have the same number of levels and one a single level.</summary>
    public static VaeData Categories(int count, int seed = 1, double missing = 0)
    {
        VaeData mixed = Mixed(count, seed, missing);
        Random random = new(seed);
        IReadOnlyList<string>? number = null;
        VaeDataBuilder rows = new(10, null, [Levels(5), number, number, Levels(23), number, number, number, Levels(5), number, Levels(1)]);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> row = mixed[i];
            float[] categories = [row[4] + random.Next(4), random.Next(23), 2 * row[5] + random.Next(3), 0];
            Drop(categories, missing, random);
            rows.Add([categories[0], row[0], row[1], categories[1], row[2], row[3], row[4], categories[2], row[5], categories[3]]);
        }
        return rows.Build();
    }

    /// <summary>Categories only, all with the same number of levels.</summary>
    public static VaeData EqualCategories(int count, int seed = 1, double missing = 0)
    {
        Random random = new(seed);
        VaeDataBuilder rows = new(4, null, [Levels(3), Levels(3), Levels(3), Levels(3)]);
        for (int i = 0; i < count; i++)
        {
            int cause = random.Next(3);
            float[] row = [.. Enumerable.Range(0, 4).Select(j => (float)((cause * j + random.Next(2)) % 3))];
            Drop(row, missing, random);
            rows.Add(row);
        }
        return rows.Build();
    }

    private static string[] Levels(int count) => [.. Enumerable.Range(0, count).Select(k => $"level {k}")];

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
