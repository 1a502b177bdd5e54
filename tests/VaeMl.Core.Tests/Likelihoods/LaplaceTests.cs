using System.Runtime.Intrinsics;
using VaeMl.Likelihoods;
using Independent = MathNet.Numerics.Distributions.Laplace;

namespace VaeMl.Tests.Likelihoods;

public sealed class LaplaceTests
{
    private const float Floor = 0.05f;
    private const int Features = 24;
    private static readonly LaplaceLikelihood Laplace = new();

    [Theory]
    [InlineData(0.5, 0.1, -1)]
    [InlineData(-300, 2, 2)]
    [InlineData(4, 4, -30)]
    [InlineData(4, -4, 30)]
    public void It_is_the_log_density_of_the_variance_that_is_decoded(double x, double location, double logVariance)
    {
        double variance = Floor + Math.Exp(Math.Clamp(logVariance, -15, 6));
        Independent independent = new(location, Math.Sqrt(variance / 2));
        Assert.Equal(variance, independent.Variance, 1e-12 * variance);
        double expected = -independent.DensityLn(x);
        double value = Laplace.NegativeLog(Create(x), Create(location), Create(logVariance), Floor)[0];
        Assert.Equal(expected, value + Laplace.Constant, 1e-5 * Math.Max(1, Math.Abs(expected)));
    }

    [Fact]
    public void A_value_pulls_the_location_equally_from_both_sides_and_nowhere_where_it_is()
    {
        double scale = Math.Sqrt((Floor + 1) / 2);
        Assert.Equal(0, Slopes(0.3f).Location);
        Assert.Equal(0.5 / (Floor + 1), Slopes(0.3f).LogVariance, 1e-6);
        Assert.Equal(-1 / scale, Slopes(MathF.BitIncrement(0.3f)).Location, 1e-6);
        Assert.Equal(1 / scale, Slopes(MathF.BitDecrement(0.3f)).Location, 1e-6);
        Assert.Equal(-1 / scale, Slopes(1e6f).Location, 1e-6);

        static (float Location, float LogVariance) Slopes(float x)
        {
            Laplace.NegativeLog(Create(x), Create(0.3f), Create(0), Floor, out Vector512<float> g0, out Vector512<float> g1);
            return (g0[0], g1[0]);
        }
    }

    [Fact]
    public void Draws_follow_its_distribution()
    {
        Independent independent = new(1, Math.Sqrt((Floor + Math.Exp(-2)) / 2));
        foreach (double u in new[] { 1e-6, 0.01, 0.3, 0.5, 0.77, 0.999 })
            Assert.Equal(u, independent.CumulativeDistribution(Laplace.Draw(1, -2, Floor, u, 0)), 1e-9);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rows_not_trained_on_have_the_higher_bound_under_the_likelihood_of_their_noise(bool laplace)
    {
        Random random = new(5);
        float[][] rows = [.. Enumerable.Range(0, 2500).Select(_ => Row(random, laplace))];
        double gain = HeldOutElbo(LikelihoodKind.Laplace, rows) - HeldOutElbo(LikelihoodKind.Gaussian, rows);
        // Were the cause known, ½ log(π/e) nats a feature for Laplace noise, 1.74 in all, and ½ + log(2/π) for Gaussian noise, 1.16 in all. That it
        // is inferred costs a kinked density more than a round one.
        Assert.InRange(laplace ? gain : -gain, 0.9, 1.74);
    }

    /// <summary>The mean bound of the rows from 1500 on, in nats, of a model of the rows before.</summary>
    private static double HeldOutElbo(LikelihoodKind likelihood, float[][] rows)
    {
        VaeModel model = new VaeTrainer(new VaeOptions
        {
            Likelihood = likelihood,
            Variance = VarianceKind.PerFeature,
            HiddenSizes = [],
            LatentSize = 1,
            Epochs = 40,
            LearningRate = 0.02,
            CalibrationFolds = 0,
            ScoreSamples = 16,
        }).Fit(rows[..1500]);
        return rows[1500..].Average(row => model.Score(row).Elbo);
    }

    /// <summary>One hidden cause of many features, so that it can be told well, and noise of its own on each; both of variance 1.</summary>
    private static float[] Row(Random random, bool laplace)
    {
        double cause = Models.Normal(random);
        return [.. Enumerable.Range(0, Features).Select(_ => (float)(cause + (laplace ? Independent.Sample(random, 0, Math.Sqrt(0.5)) : Models.Normal(random))))];
    }

    private static Vector512<float> Create(double value) => Vector512.Create((float)value);
}
