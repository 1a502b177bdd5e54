using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Scoring;
using VaeMl.Tests.Training;

namespace VaeMl.Tests.Scoring;

public sealed class GeneratorTests
{
    [Fact]
    public void Means_are_those_of_the_decoder()
    {
        (Scorer scorer, ReferenceVae reference) = Untrained();
        foreach (float[] z in new float[][] { [0, 0, 0], [1, -2, 0.5f], [-0.25f, 3, -1] })
        {
            double[] expected = reference.Means([.. z.Select(value => (double)value)]);
            float[] actual = new Generator(scorer).Means(z);
            Assert.Equal(expected.Length, actual.Length);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * (1 + Math.Abs(pair.First))));
        }
    }

    /// <summary>A tile's latent vectors are drawn first, then for each row and feature a uniform and a normal number.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(75)]
    public void Samples_are_the_means_at_latent_vectors_from_the_prior(int count)
    {
        (Scorer scorer, ReferenceVae reference) = Untrained();
        VaeData sample = new Generator(scorer).Draw(count, seed: 6, ["a", "b", "c", "d"], [null, null, null, null]);
        Assert.Equal(count, sample.Count);
        RandomStream random = new(6, RandomPurpose.Generation);
        for (int first = 0; first < count; first += 32)
        {
            double[] latent = [.. Enumerable.Range(0, 3 * 32).Select(_ => random.NextNormal())];
            for (int i = first; i < Math.Min(first + 32, count); i++)
            {
                double[] expected = reference.Means([latent[i - first], latent[32 + i - first], latent[64 + i - first]]);
                for (int j = 0; j < 4; j++)
                {
                    Assert.Equal(expected[j], sample[i][j], 0.02);
                    (_, _) = (random.NextDouble(), random.NextNormal());
                }
            }
        }
    }

    [Fact]
    public void Samples_differ_from_the_means_by_each_features_noise()
    {
        (Scorer scorer, _) = Untrained([0, -4, -15, 2]);
        VaeData noisy = new Generator(scorer).Draw(2000, seed: 6, ["a", "b", "c", "d"], [null, null, null, null]);
        (scorer, _) = Untrained();
        VaeData exact = new Generator(scorer).Draw(2000, seed: 6, ["a", "b", "c", "d"], [null, null, null, null]);
        double[] deviations = [.. Enumerable.Range(0, 4).Select(j => Math.Sqrt(Enumerable.Range(0, 2000).Average(i => Math.Pow(noisy[i][j] - exact[i][j], 2))))];
        // Standard deviations exp(a/2) in units of 1, 2, 3 and 4.
        Assert.Equal([1, 2 * Math.Exp(-2), 0, 4 * Math.E], deviations, (a, b) => Math.Abs(a - b) < 0.06 * Math.Max(a, 0.05));
    }

    /// <summary>Four Gaussian features with three latent variables and random weights.</summary>
    /// <param name="logVariances">The features' log-variances; by default the smallest that there are.</param>
    private static (Scorer Scorer, ReferenceVae Reference) Untrained(float[]? logVariances = null)
    {
        GaussianLikelihood gaussian = new();
        FeatureTransform features = new([gaussian, gaussian, gaussian, gaussian], new float[4], new float[4], [1, 2, 3, 4], [1, 2, 3, 4], new float[4], standardized: true);
        NetworkParameters network = NetworkParameters.Initialize(new NetworkShape(4, 4, 3, [], [20], ActivationKind.Relu, DecodesVariance: false, HasFixedVariance: true), seed: 8);
        for (int j = 0; j < 4; j++)
            network.LogVariance!.Span[j] = logVariances?[j] ?? -15;
        return (new Scorer(network, features, ScoreKind.Elbo, Scorer.FixedNoise(1, 3, seed: 0), TermMeans.Zero(4)), new ReferenceVae(network, features));
    }
}
