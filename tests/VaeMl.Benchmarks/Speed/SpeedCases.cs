namespace VaeMl.Benchmarks.Speed;

/// <summary>The two networks and their data.</summary>
internal static class SpeedCases
{
    /// <summary>32-64-64-8: Gaussian with one variance per feature.</summary>
    public static VaeOptions Small { get; } = new()
    {
        Likelihood = LikelihoodKind.Gaussian,
        Variance = VarianceKind.PerFeature,
        HiddenSizes = [64, 64],
        LatentSize = 8,
        Activation = ActivationKind.Relu,
        ScoreSamples = 1,
        CalibrationFolds = 0,
    };

    /// <summary>784-512-512-20: Bernoulli.</summary>
    public static VaeOptions Large { get; } = Small with { Likelihood = LikelihoodKind.Bernoulli, HiddenSizes = [512, 512], LatentSize = 20 };

    public const int SmallFeatures = 32, LargeFeatures = 784;

    /// <summary>Rows with a few common causes, in one array.</summary>
    public static float[] Values(int rows, int features, bool unitInterval)
    {
        Random random = new(1);
        float[] causes = new float[4], values = new float[rows * features];
        for (int i = 0; i < values.Length; i++)
        {
            if (i % features == 0)
                for (int k = 0; k < causes.Length; k++)
                    causes[k] = random.NextSingle() - 0.5f;
            float value = 0.5f + 0.7f * causes[i % causes.Length] + 0.3f * (random.NextSingle() - 0.5f);
            values[i] = unitInterval ? Math.Clamp(value, 0, 1) : 10 * value;
        }
        return values;
    }

    public static VaeData SmallData(int rows) => new(Values(rows, SmallFeatures, unitInterval: false), SmallFeatures);

    public static VaeData LargeData(int rows) => new(Values(rows, LargeFeatures, unitInterval: true), LargeFeatures);

    /// <summary>A small model after a moment of training.</summary>
    public static VaeModel SmallModel(VaeOptions? options = null) =>
        new VaeTrainer((options ?? Small) with { Epochs = 3, ValidationFraction = 0 }).Fit(SmallData(2000));
}
