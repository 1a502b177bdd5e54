using System.Runtime.Intrinsics;
using VaeMl.Likelihoods;

namespace VaeMl.Tests.Likelihoods;

public sealed class LikelihoodTests
{
    private const float Floor = 0.05f;
    private static readonly GaussianLikelihood Gaussian = new();
    private static readonly StudentTLikelihood StudentT = new();
    private static readonly BernoulliLikelihood Bernoulli = new(binary: false);
    private static readonly BernoulliLikelihood Binary = new(binary: true);

    // Lecture 7a: x log S + (1 − x) log(1 − S) with S = sigmoid(logit), here as a sum of two logarithms in double precision.
    [Theory]
    [InlineData(0, 0.3)]
    [InlineData(1, -2)]
    [InlineData(0.25, 4)]
    [InlineData(1, 60)]
    [InlineData(1, -60)]
    [InlineData(0, -1000)]
    public void Bernoulli_is_the_lectures_formula(double x, double logit)
    {
        double logS = -Softplus(-logit), logOneMinusS = -Softplus(logit);
        double expected = -(x * logS + (1 - x) * logOneMinusS);
        Assert.Equal(expected, NegativeLog(Bernoulli, x, logit, 0), 1e-6 * Math.Max(1, expected));
        Assert.Equal(expected, -new VaeMl.Distributions.Bernoulli([logit]).LogDensity([x]), 1e-9 * Math.Max(1, expected));
    }

    [Theory]
    [InlineData(0.5, 0.1, -1)]
    [InlineData(-3, 2, 2)]
    [InlineData(4, 4, -30)]
    [InlineData(4, -4, 30)]
    public void Gaussian_is_the_log_density_with_its_floor_and_range(double x, double mean, double logVariance)
    {
        double variance = Floor + Math.Exp(Math.Clamp(logVariance, -15, 6));
        double expected = -new VaeMl.Distributions.DiagonalGaussian([mean], [variance]).LogDensity([x]);
        Assert.Equal(expected, NegativeLog(Gaussian, x, mean, logVariance) + Gaussian.Constant, 1e-5 * Math.Max(1, Math.Abs(expected)));
    }

    [Theory]
    [InlineData(0.5, 0.1, -1)]
    [InlineData(-300, 2, 2)]
    [InlineData(4, 4, -30)]
    public void Student_t_is_the_log_density_with_four_degrees_of_freedom(double x, double location, double logScale)
    {
        double scale = Math.Sqrt(Floor + Math.Exp(Math.Clamp(logScale, -15, 6)));
        double expected = -MathNet.Numerics.Distributions.StudentT.PDFLn(location, scale, 4, x);
        Assert.Equal(expected, NegativeLog(StudentT, x, location, logScale) + StudentT.Constant, 1e-5 * Math.Max(1, Math.Abs(expected)));
    }

    [Fact]
    public void Student_t_draws_follow_its_distribution()
    {
        foreach (double u in new[] { 1e-6, 0.01, 0.3, 0.5, 0.77, 0.999 })
        {
            double t = StudentT.Draw(1, -2, Floor, u, 0), scale = Math.Sqrt(Floor + Math.Exp(-2));
            Assert.Equal(u, MathNet.Numerics.Distributions.StudentT.CDF(1, scale, 4, t), 1e-9);
        }
    }

    [Theory]
    [InlineData("gaussian", 0.7, 0.2, -1.5)]
    [InlineData("gaussian", -2, 1, 3)]
    [InlineData("studentT", 0.7, 0.2, -1.5)]
    [InlineData("studentT", -20, 1, 0.5)]
    [InlineData("bernoulli", 0.3, 1.2, 0)]
    [InlineData("bernoulli", 1, -4, 0)]
    [InlineData("binary", 1, 0.5, 0)]
    public void Gradients_are_the_finite_differences(string name, double x, double p0, double p1)
    {
        ScalarLikelihood likelihood = Named(name);
        const double h = 1e-2;
        Vector512<float> value = likelihood.NegativeLog(Create(x), Create(p0), Create(p1), Floor, out Vector512<float> g0, out Vector512<float> g1);
        Assert.Equal(NegativeLog(likelihood, x, p0, p1), value[0], 1e-6 * Math.Max(1, Math.Abs(value[0])));
        Assert.Equal((NegativeLog(likelihood, x, p0 + h, p1) - NegativeLog(likelihood, x, p0 - h, p1)) / (2 * h), g0[0], 2e-3 * (1 + Math.Abs(g0[0])));
        Assert.Equal((NegativeLog(likelihood, x, p0, p1 + h) - NegativeLog(likelihood, x, p0, p1 - h)) / (2 * h), g1[0], 2e-3 * (1 + Math.Abs(g1[0])));
    }

    [Fact]
    public void A_variance_outside_its_range_has_no_gradient()
    {
        Gaussian.NegativeLog(Create(1), Create(0), Create(7), Floor, out _, out Vector512<float> above);
        Gaussian.NegativeLog(Create(1), Create(0), Create(-16), Floor, out _, out Vector512<float> below);
        Assert.Equal(0, above[0]);
        Assert.Equal(0, below[0]);
    }

    [Theory]
    [InlineData("bernoulli", 1, 2, 3)]
    [InlineData("bernoulli", 0, -1, -1e6)]
    [InlineData("binary", 1, 0.9, 0.6)]
    [InlineData("binary", 0, 0.1, 0.4)]
    public void A_value_training_cannot_have_held_costs_more_the_farther_it_is(string name, double seen, double near, double far)
    {
        // Whatever the logit, even one that expects the value's side of the interval.
        foreach (double logit in new[] { -8.0, 0, 8 })
        {
            double atSeen = NegativeLog(Named(name), seen, logit, 0), atNear = NegativeLog(Named(name), near, logit, 0), atFar = NegativeLog(Named(name), far, logit, 0);
            Assert.InRange(atNear, atSeen + 5, float.MaxValue);
            Assert.InRange(atFar, atNear + 0.1, float.MaxValue);
        }
    }

    [Fact]
    public void Rounding_beyond_the_border_costs_next_to_nothing() =>
        Assert.InRange(NegativeLog(Bernoulli, MathF.BitIncrement(1), 0, 0) - NegativeLog(Bernoulli, 1, 0, 0), 0, 0.2);

    [Theory]
    [InlineData("gaussian")]
    [InlineData("studentT")]
    [InlineData("bernoulli")]
    [InlineData("binary")]
    public void Terms_of_the_largest_floats_stay_finite(string name)
    {
        foreach (float x in new[] { FeatureTransform.LargestValue, -FeatureTransform.LargestValue })
            Assert.InRange(NegativeLog(Named(name), x, 0, -30), 10, Likelihood.LargestTerm);
    }

    [Theory]
    [InlineData("gaussian", 0.4, -0.5)]
    [InlineData("studentT", 0.4, -0.5)]
    [InlineData("bernoulli", 0.4, 0)]
    public void Draws_have_the_stated_mean(string name, double p0, double p1)
    {
        ScalarLikelihood likelihood = Named(name);
        Random random = new(3);
        const int n = 40_000;
        double sum = 0;
        for (int i = 0; i < n; i++)
            sum += likelihood.Draw(p0, p1, Floor, random.NextDouble(), Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble()));
        // The variance of Student's t with ν = 4 is ν/(ν − 2) = 2 squared scales.
        double deviation = name == "bernoulli" ? 0.5 : Math.Sqrt((name == "studentT" ? 2 : 1) * (Floor + Math.Exp(p1)));
        Assert.Equal(likelihood.Mean(Create(p0))[0], sum / n, 4 * deviation / Math.Sqrt(n));
    }

    private static ScalarLikelihood Named(string name) => new ScalarLikelihood[] { Gaussian, StudentT, Bernoulli, Binary }.Single(l => l.Name == name);

    private static double NegativeLog(ScalarLikelihood likelihood, double x, double p0, double p1) =>
        likelihood.NegativeLog(Create(x), Create(p0), Create(p1), Floor)[0];

    private static Vector512<float> Create(double value) => Vector512.Create((float)value);

    private static double Softplus(double l) => Math.Max(l, 0) + Math.Log(1 + Math.Exp(-Math.Abs(l)));
}
