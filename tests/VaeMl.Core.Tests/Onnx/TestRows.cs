namespace VaeMl.Tests.Onnx;

/// <summary>Rows to score: usual ones and the worst.</summary>
internal static class TestRows
{
    /// <summary>1,000 rows like training data of the model, a tenth of the values missing in every second row.</summary>
    public static float[] Usual(VaeModel model, int seed = 3)
    {
        Random random = new(seed);
        int d = model.FeatureCount;
        LikelihoodKind[] likelihoods = [.. model.Likelihoods];
        float[] rows = new float[1000 * d];
        for (int i = 0; i < rows.Length; i++)
        {
            int j = i % d;
            float unit = (float)random.NextDouble();
            // Of a category now and then one that is not among its levels.
            rows[i] = model.FeatureLevels[j] is { } levels ? MathF.Floor(unit * (levels.Count + 0.2f))
                : likelihoods[j] == LikelihoodKind.Gaussian
                ? model.Scorer.Features.FromNetwork(j, (float)(3.4 * (unit - 0.5)))
                : i / d % 3 == 0 ? unit : MathF.Round(unit);
            if (i / d % 2 == 0 && random.Next(10) == 0)
                rows[i] = float.NaN;
        }
        return rows;
    }

    /// <summary>About a hundred rows of extreme, missing, infinite and borderline values.</summary>
    public static float[] Adversarial(VaeModel model)
    {
        float[] values =
        [
            0, -0f, 1, 0.5f, MathF.BitIncrement(0.5f), MathF.BitDecrement(1), MathF.BitIncrement(1), 1.000001f, -1e-7f, 2, -1, 255,
            1e6f, -1e6f, 1e18f, 1.1e18f, -3e38f, 3e38f, float.MaxValue, float.Epsilon, 1e-12f, float.NaN, float.PositiveInfinity, float.NegativeInfinity,
        ];
        int d = model.FeatureCount;
        List<float[]> rows = [.. values.Select(value => Enumerable.Repeat(value, d).ToArray())];
        // One such value among usual ones, then among missing ones.
        for (int i = 0; i < values.Length; i++)
        {
            rows.Add([.. model.Scorer.Features.Shift]);
            rows[^1][i % d] = values[i];
            rows.Add([.. Enumerable.Repeat(float.NaN, d)]);
            rows[^1][i % d] = values[i];
        }
        // All patterns of missing values in the first features.
        for (int pattern = 0; pattern < 32; pattern++)
            rows.Add([.. Enumerable.Range(0, d).Select(j => (pattern >> j & 1) == 1 ? float.NaN : model.Scorer.Features.Shift[j] + 0.25f)]);
        return [.. rows.SelectMany(row => row)];
    }
}
