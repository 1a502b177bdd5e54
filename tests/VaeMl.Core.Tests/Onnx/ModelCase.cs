using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Onnx;
using VaeMl.Scoring;

namespace VaeMl.Tests.Onnx;

/// <summary>A kind of model, from which an untrained one with random numbers everywhere is made.</summary>
/// <param name="Likelihood">bernoulli, binary, gaussian, studentT, categorical, mixed, or categories, which is mixed with categories.</param>
/// <param name="Variance">How variances are learned.</param>
/// <param name="Activation">The hidden layers' activation.</param>
/// <param name="HiddenLayers">How many.</param>
/// <param name="Score">Which score.</param>
/// <param name="Samples">K.</param>
/// <param name="Standardize">Whether inputs are standardised.</param>
/// <param name="LogScale">Whether every second standardised feature is on the logarithmic scale.</param>
public sealed record ModelCase(
    string Likelihood,
    VarianceKind Variance = VarianceKind.PerRow,
    ActivationKind Activation = ActivationKind.Silu,
    int HiddenLayers = 1,
    ScoreKind Score = ScoreKind.Elbo,
    int Samples = 1,
    bool Standardize = true,
    bool LogScale = false)
{
    public const int Features = 7, Latent = 3;

    private static readonly string[] Names = ["bernoulli", "binary", "gaussian", "studentT", "mixed", "categorical", "categories"];
    private static readonly int[] SampleNumbers = [1, 3];
    private static readonly string[] Mixture = ["gaussian", "binary", "bernoulli", "studentT", "gaussian", "bernoulli", "binary"];
    private static readonly string[] MixtureWithCategories = ["gaussian", "categorical", "bernoulli", "categorical", "categorical", "studentT", "binary"];
    private static readonly int[] LevelCounts = [2, 4, 1, 19, 4, 3, 130];

    /// <summary>Every combination that gives a different graph.</summary>
    public static IEnumerable<ModelCase> All =>
        from likelihood in Names
        from variance in likelihood is "gaussian" or "studentT" or "mixed" or "categories" ? Enum.GetValues<VarianceKind>() : [VarianceKind.PerRow]
        from layers in Enumerable.Range(0, 3)
        from activation in layers > 0 ? Enum.GetValues<ActivationKind>() : [ActivationKind.Silu]
        from score in Enum.GetValues<ScoreKind>()
        from samples in SampleNumbers
        select new ModelCase(likelihood, variance, activation, layers, score, samples, Standardize: layers != 1 || samples == 1, LogScale: layers == 2);

    /// <summary>The model; its threshold is +∞ for K = 1 without hidden layers, and a score otherwise.</summary>
    internal VaeModel Create(int seed = 1)
    {
        Random random = new(seed);
        VaeOptions options = new()
        {
            LatentSize = Latent,
            HiddenSizes = new[] { 9, 18 }[..HiddenLayers],
            Variance = Variance,
            Activation = Activation,
            Score = Score,
            ScoreSamples = Samples,
            Standardize = Standardize,
            VarianceFloor = 0.05,
            RowGradientLimit = double.PositiveInfinity,
        };
        FeatureTransform features = FeaturesOf(options, random);
        NetworkParameters network = NetworkParameters.Initialize(
            new NetworkShape(
                Features,
                features.SlotCount,
                Latent,
                options.HiddenSizes,
                [.. options.HiddenSizes.Reverse()],
                Activation,
                DecodesVariance: features.HasVariance && Variance == VarianceKind.PerRow,
                HasFixedVariance: features.HasVariance && Variance != VarianceKind.PerRow),
            (ulong)seed);
        Perturb(network, random);
        TermMeans termMeans = new(Draws(Features, random, 2), (float)random.NextDouble());
        Scorer scorer = new(network, features, Score, Scorer.FixedNoise(Samples, Latent, seed), termMeans);
        return new VaeModel(scorer, new ModelMetadata
        {
            Options = options,
            FeatureNames = ["age", "größe", "a,\"b\"", "", "x₁", "naïve", "\U0001F600"],
            Levels = [.. features.Likelihoods.Select(l => l.Levels == 0 ? null : (IReadOnlyList<string>)[.. Enumerable.Range(0, l.Levels).Select(k => $"ü{k}")])],
            Trainer = "none",
            Quantiles = ScoreQuantiles.Estimate(Draws(3000, random, 10)),
            Threshold = Samples == 1 && HiddenLayers == 0 ? double.PositiveInfinity : 12.3456789012345,
            RowsTrained = 1234,
        });
    }

    private FeatureTransform FeaturesOf(VaeOptions options, Random random)
    {
        GaussianLikelihood gaussian = new();
        StudentTLikelihood studentT = new();
        BernoulliLikelihood bernoulli = new(binary: false), binary = new(binary: true);
        Likelihood[] likelihoods =
        [
            .. (Likelihood == "categories" ? MixtureWithCategories : Mixture).Select((name, j) => (Likelihood is "mixed" or "categories" ? name : Likelihood) switch
            {
                "categorical" => new CategoricalLikelihood(LevelCounts[j]),
                "gaussian" => (Likelihood)gaussian,
                "studentT" => studentT,
                "binary" => binary,
                _ => bernoulli,
            }),
        ];
        bool[] standardized = [.. likelihoods.Select(likelihood => Standardize && likelihood.IsStandardized)];
        float[] scales = [.. Draws(Features, random, 1).Select(draw => MathF.Exp(3 * draw))];
        return new FeatureTransform(
            likelihoods,
            LogScale ? [.. Draws(Features, random, 1).Select((draw, j) => standardized[j] && j % 2 == 0 ? MathF.Exp(3 * draw) : 0)] : new float[Features],
            [.. likelihoods.Select((likelihood, j) => likelihood.HasVariance ? (float)options.VarianceFloor!.Value * (1 + j) : 0)],
            [.. Draws(Features, random, 5).Select((draw, j) => standardized[j] ? draw : 0)],
            [.. scales.Select((scale, j) => standardized[j] ? scale : 1)],
            [.. Draws(Features, random, 0.5f).SelectMany((draw, j) => Enumerable.Range(1, likelihoods[j].Slots).Select(k => standardized[j] ? 0 : draw / k))],
            Standardize);
    }

    /// <summary>Initial networks have zeros where trained ones have not.</summary>
    private static void Perturb(NetworkParameters network, Random random)
    {
        foreach (Dense layer in network.Encoder.Concat(network.Decoder))
            layer.Assign(
                [.. layer.WeightsRowMajor().Select(weight => weight + 0.2f * Normal(random))],
                [.. Draws(layer.Outputs, random, 0.3f)]);
        if (network.LogVariance is { } logVariance)
            Draws(Features, random, 1).CopyTo(logVariance.Span);
    }

    private static float[] Draws(int count, Random random, float scale) => [.. Enumerable.Range(0, count).Select(_ => scale * Normal(random))];

    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
