using VaeMl.Distributions;

namespace VaeMl.Tests.Distributions;

public sealed class BernoulliTests
{
    private static readonly Bernoulli P = new([0.4, -1.5, 2.2, 0]);
    private static readonly Bernoulli Q = new([-0.3, -1.0, 3.0, 0.9]);

    // 7a, against the formula as written, where it is harmless.
    [Fact]
    public void The_log_density_is_the_lectures_cross_entropy()
    {
        double[] x = [1, 0, 0.25, 0.8];
        double expected = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double s = 1 / (1 + Math.Exp(-P.Logits[i]));
            expected += x[i] * Math.Log(s) + (1 - x[i]) * Math.Log(1 - s);
        }

        Expect.Close(expected, P.LogDensity(x), 1e-13);
    }

    /// <summary>The least number of a generator is 0, and a probability that rounds to 0 must not reach it.</summary>
    [Fact]
    public void A_sample_of_probability_0_is_0()
    {
        double[] sample = [7, 7];
        new Bernoulli([-800, 800]).Sample(new Zeros(), sample);
        Assert.Equal([0, 1], sample);
    }

    private sealed class Zeros : Random
    {
        public override double NextDouble() => 0;
    }

    [Fact]
    public void Probabilities_of_all_binary_vectors_add_up_to_one() =>
        Expect.Close(1, BinaryVectors(4).Sum(x => Math.Exp(P.LogDensity(x))), 1e-13);

    // 7a, where S rounds to 0 or 1 and the formula as written yields log 0.
    [Theory]
    [InlineData(800, 0, -800)]
    [InlineData(-800, 1, -800)]
    [InlineData(800, 1, 0)]
    [InlineData(-800, 0, 0)]
    [InlineData(1e300, 0, -1e300)]
    [InlineData(800, 0.5, -400)]
    public void Extreme_logits_give_finite_log_densities(double logit, double x, double expected) =>
        Expect.Close(expected, new Bernoulli([logit]).LogDensity([x]), 1e-15);

    // 7a: log S(l) → −exp(−l).
    [Theory]
    [InlineData(40, 1)]
    [InlineData(-40, 0)]
    [InlineData(100, 1)]
    public void Small_log_densities_keep_their_digits(double logit, double x) =>
        Expect.Close(1, new Bernoulli([logit]).LogDensity([x]) / -Math.Exp(-Math.Abs(logit)), 1e-14);

    // 1a, against the sum over all vectors of the sample space.
    [Fact]
    public void Closed_form_divergence_equals_the_sum_over_all_vectors()
    {
        double sum = BinaryVectors(4).Sum(x => Math.Exp(P.LogDensity(x)) * (P.LogDensity(x) - Q.LogDensity(x)));
        Expect.Close(sum, P.KlTo(Q), 1e-13);
    }

    // 1a, against sampling.
    [Fact]
    public void Closed_form_divergence_equals_the_monte_carlo_estimate()
    {
        MonteCarloEstimate estimate = MonteCarlo.KullbackLeibler(P, Q, 200_000, new Random(21));
        Assert.InRange(estimate.StandardError, 0, 0.005);
        Expect.Covers(P.KlTo(Q), estimate);
    }

    // 1a: Gibbs' inequality.
    [Fact]
    public void Divergence_is_positive_unless_the_distributions_are_equal()
    {
        Random random = new(22);
        for (int trial = 0; trial < 500; trial++)
        {
            Bernoulli p = new([8 * random.NextDouble() - 4]), q = new([8 * random.NextDouble() - 4]);
            Assert.True(p.KlTo(q) > 0);
            Assert.Equal(0, p.KlTo(new Bernoulli(p.Logits)));
        }
    }

    [Fact]
    public void Divergence_between_extreme_logits_is_finite()
    {
        Expect.Close(800, new Bernoulli([800]).KlTo(new Bernoulli([-800])), 1e-15);
        Expect.Close(800, new Bernoulli([-800]).KlTo(new Bernoulli([800])), 1e-15);
    }

    [Fact]
    public void Samples_are_binary_and_have_the_mean_of_the_logistic_function()
    {
        for (int i = 0; i < P.Size; i++)
        {
            int element = i;
            MonteCarloEstimate ones = MonteCarlo.Expectation(P, x => x[element] == 1 ? 1 : 0, 50_000, new Random(23));
            MonteCarloEstimate zeros = MonteCarlo.Expectation(P, x => x[element] == 0 ? 1 : 0, 50_000, new Random(23));
            Expect.Close(1, ones.Mean + zeros.Mean, 1e-12);
            Expect.Covers(P.Mean[i], ones);
            Expect.Close(MathNet.Numerics.SpecialFunctions.Logistic(P.Logits[i]), P.Mean[i], 1e-15);
        }
    }

    [Theory]
    [InlineData(-0.1, "-0.1")]
    [InlineData(1.5, "1.5")]
    [InlineData(double.NaN, "NaN")]
    public void Points_outside_the_unit_interval_are_named(double value, string text)
    {
        double[] x = [0, 1, value, 0];
        ArgumentException error = Assert.Throws<ArgumentException>(() => P.LogDensity(x));
        Assert.Equal($"x must be in [0, 1], but x[2] is {text}.", error.Message);
    }

    [Fact]
    public void Bad_logits_are_named()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Bernoulli([0, double.PositiveInfinity]));
        Assert.StartsWith("logits must be finite, but logits[1] is ", error.Message, StringComparison.Ordinal);
        Assert.Equal("logits must have at least one element.", Assert.Throws<ArgumentException>(() => new Bernoulli([])).Message);
    }

    [Fact]
    public void Vectors_of_another_size_are_refused()
    {
        double[] two = new double[2];
        Assert.Throws<ArgumentException>("x", () => P.LogDensity(two));
        Assert.Throws<ArgumentException>("destination", () => P.Sample(new Random(0), two));
        Assert.Throws<ArgumentException>("other", () => P.KlTo(new Bernoulli([0])));
    }

    private static IEnumerable<double[]> BinaryVectors(int size) =>
        Enumerable.Range(0, 1 << size).Select(bits => Enumerable.Range(0, size).Select(i => (double)(bits >> i & 1)).ToArray());
}
