namespace VaeMl.Tests.Categories;

/// <summary>Rows in which everything follows from a colour: a number, a 0/1 feature, and two further categories.</summary>
internal static class CategoryTable
{
    public static readonly string[] Names = ["colour", "weight", "animal", "heavy", "only", "size"];

    public static readonly IReadOnlyList<IReadOnlyList<string>?> Levels =
    [
        ["red", "green", "blue"], null, ["cat", "dog", "cow", "emu", "ant"], null, ["one"], null,
    ];

    /// <summary>A blue row is heavy and a cow or an emu.</summary>
    public static readonly float[] Usual = [2, 60, 3, 1, 0, 0.5f];

    public static VaeData Data(int count, int seed = 1, double missing = 0) => new(Rows(count, seed, missing), Names, Levels);

    public static float[][] Rows(int count, int seed = 1, double missing = 0)
    {
        Random random = new(seed);
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++)
        {
            int colour = random.Next(3);
            double weight = 10 + 25 * colour + 2 * Models.Normal(random);
            rows[i] = [colour, (float)weight, colour == 2 ? 2 + random.Next(2) : colour == 1 ? 1 : random.Next(2) * 4, weight > 40 ? 1 : 0, 0, (float)Models.Normal(random)];
            for (int j = 0; j < rows[i].Length; j++)
                if (random.NextDouble() < missing)
                    rows[i][j] = float.NaN;
        }
        return rows;
    }

    public static VaeModel Fit(VaeOptions options, double missing = 0) => new VaeTrainer(options).Fit(Data(300, missing: missing));
}
