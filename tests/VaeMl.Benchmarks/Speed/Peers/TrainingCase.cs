namespace VaeMl.Benchmarks.Speed.Peers;

/// <summary>A network to be trained by both trainers.</summary>
/// <param name="Name">What it is called in the report and between processes.</param>
/// <param name="Figure">The figure it counts for.</param>
/// <param name="Options">The network.</param>
/// <param name="CreateData">Makes its data.</param>
internal sealed record TrainingCase(string Name, string Figure, VaeOptions Options, Func<VaeData> CreateData)
{
    private const string Small = "train-small-vs-torch", Large = "train-large-vs-torch";

    /// <summary>Both sizes, as the defaults have it and as simple as in textbooks.</summary>
    public static IReadOnlyList<TrainingCase> All { get; } =
    [
        new("32-64-64-8, SiLU, Gaussian with a variance per row", Small, Elaborate(SpeedCases.Small), SmallData),
        new("32-64-64-8, ReLU, Gaussian with a variance per feature", Small, SpeedCases.Small, SmallData),
        new("784-512-512-20, SiLU, Gaussian with a variance per row", Large, Elaborate(SpeedCases.Large), LargeData),
        new("784-512-512-20, ReLU, Bernoulli", Large, SpeedCases.Large, LargeData),
    ];

    private static VaeOptions Elaborate(VaeOptions options) => options with
    {
        Likelihood = LikelihoodKind.Gaussian,
        Variance = VarianceKind.PerRow,
        Activation = ActivationKind.Silu,
    };

    private static VaeData SmallData() => SpeedCases.SmallData(20_000);

    private static VaeData LargeData() => SpeedCases.LargeData(2_000);
}
