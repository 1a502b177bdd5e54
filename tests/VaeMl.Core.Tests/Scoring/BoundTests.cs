using VaeMl.Scoring;
using VaeMl.Tests.Training;

namespace VaeMl.Tests.Scoring;

/// <summary>What each kind of score is a bound of.</summary>
public sealed class BoundTests
{
    [Theory]
    [InlineData(LikelihoodKind.Auto, VarianceKind.PerRow)]
    [InlineData(LikelihoodKind.Gaussian, VarianceKind.PerFeature)]
    [InlineData(LikelihoodKind.Gaussian, VarianceKind.Shared)]
    public void Elbo_is_the_reference_computation_at_the_fixed_noise(LikelihoodKind likelihood, VarianceKind variance)
    {
        VaeModel model = Models.Fit(Models.Quick with { ScoreSamples = 4, Likelihood = likelihood, Variance = variance });
        ReferenceVae reference = new(model.Scorer.Network, model.Scorer.Features);
        foreach (float[] row in ScoreTests.Unseen.Take(72))
        {
            double expected = 0;
            for (int k = 0; k < 4; k++)
            {
                (double[] mean, double[] logVariance) = reference.Encode(row);
                double[] noise = [model.Scorer.Noise[2 * k], model.Scorer.Noise[2 * k + 1]];
                double[] z = [.. mean.Select((m, j) => m + Math.Exp(logVariance[j] / 2) * noise[j])];
                double kl = mean.Zip(logVariance).Sum(pair => 0.5 * (pair.First * pair.First + Math.Exp(pair.Second) - 1 - pair.Second));
                expected -= (reference.FeatureTerms(row, z).Sum() + kl) / 4;
            }
            Assert.Equal(expected, model.Score(row).Elbo, 1e-5 * (20 + Math.Abs(expected)));
        }
    }

    // Burda et al. (2016): the bound's expectation grows with K. All rows share a model's draws, so means over 200 rows are compared over 40
    // independent sets of draws; the error bar is three standard errors of those 40 differences.
    [Fact]
    public void The_importance_weighted_bound_is_at_least_the_Elbo_and_grows_with_K()
    {
        float[][] rows = Models.Rows(200, 8);
        VaeModel trained = Models.Fit(Models.Quick with { Likelihood = LikelihoodKind.Gaussian, VarianceFloor = 0.01, Epochs = 300 }, rows);
        double[] previous = Means(ScoreKind.Elbo, 1);
        foreach (int k in new[] { 1, 2, 8, 32, 128 })
        {
            double[] current = Means(ScoreKind.ImportanceWeighted, k);
            (double gain, double error) = Gain(previous, current);
            Assert.True(gain > -3 * error, $"K = {k}: gain {gain} ± {error}");
            previous = current;
        }
        (double total, double totalError) = Gain(Means(ScoreKind.Elbo, 128), previous);
        Assert.True(total > 3 * totalError, $"K = 128 over the ELBO: gain {total} ± {totalError}");

        double[] Means(ScoreKind kind, int samples) =>
        [
            .. Enumerable.Range(0, 40).Select(set =>
                new[] { Bound(trained, kind, samples, seed: 1000 * samples + set) }.Average(model => rows.Average(row => (double)model.Score(row).Elbo))),
        ];

        static (double Mean, double Error) Gain(double[] before, double[] after)
        {
            double[] gains = [.. after.Zip(before, (a, b) => a - b)];
            double mean = gains.Average();
            return (mean, Math.Sqrt(gains.Sum(g => (g - mean) * (g - mean)) / (gains.Length - 1) / gains.Length));
        }

        static VaeModel Bound(VaeModel model, ScoreKind kind, int samples, int seed) => new(
            new Scorer(
                model.Scorer.Network,
                model.Scorer.Features,
                kind,
                Scorer.FixedNoise(samples, model.LatentSize, seed),
                TermMeans.Zero(5)),
            model.Metadata);
    }

    [Fact]
    public void The_plug_in_score_has_its_own_value_and_leaves_Elbo_the_sampled_bound()
    {
        VaeModel elbo = Models.Fit(Models.Quick), plugIn = Models.Fit(Models.Quick with { Score = ScoreKind.PlugIn });
        foreach (float[] row in Models.Rows(20, 5))
        {
            Assert.Equal(elbo.Score(row).Elbo, plugIn.Score(row).Elbo);
            Assert.NotEqual(elbo.Score(row).Score, plugIn.Score(row).Score);
        }
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(7, 5)]
    public void Fixed_draws_come_in_pairs_of_opposite_sign_and_more_of_them_begin_alike(int samples, int latent)
    {
        float[] noise = Scorer.FixedNoise(samples, latent, seed: 4);
        Assert.Equal(samples * latent, noise.Length);
        for (int i = latent; i < noise.Length; i++)
            if (i / latent % 2 == 1)
                Assert.Equal(-noise[i - latent], noise[i]);
        // No two pairs are the same draw.
        Assert.Equal((samples + 1) / 2 * latent, noise.Select(MathF.Abs).Distinct().Count());
        Assert.Equal(noise, Scorer.FixedNoise(2 * samples, latent, seed: 4)[..noise.Length]);
        Assert.NotEqual(noise, Scorer.FixedNoise(samples, latent, seed: 5));
    }
}
