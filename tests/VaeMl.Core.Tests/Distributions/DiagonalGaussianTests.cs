using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using VaeMl.Distributions;

namespace VaeMl.Tests.Distributions;

public sealed class DiagonalGaussianTests
{
    private static readonly DiagonalGaussian P = new([0.4, -1.2, 2.0], [0.3, 1.0, 2.5]);
    private static readonly DiagonalGaussian Q = new([-0.1, 0.5, 1.0], [0.8, 0.6, 3.5]);

    public static TheoryData<double, double, double, double> Pairs => new()
    {
        { 0, 1, 0, 1 },
        { 1.5, 0.2, 0, 1 },
        { -0.7, 3, 0.4, 0.5 },
        { 2, 1, 2, 1.001 },
        { -3, 0.05, -2.9, 0.04 },
    };

    // 6 and 7c: the log-density with its constant.
    [Fact]
    public void The_log_density_is_the_sum_of_the_elements_normal_log_densities()
    {
        double[] x = [1.1, -0.3, 0.7];
        double expected = x.Select((value, j) => Normal.PDFLn(P.Mean[j], Math.Sqrt(P.Variance[j]), value)).Sum();
        Expect.Close(expected, P.LogDensity(x), 1e-13);
    }

    // 6: p(z) = N(0, I).
    [Fact]
    public void The_standard_density_is_minus_half_log_two_pi_minus_half_z_squared()
    {
        double[] z = [0.5, -2, 0];
        Expect.Close(-1.5 * Math.Log(Math.Tau) - 0.5 * (0.25 + 4), DiagonalGaussian.Standard(3).LogDensity(z), 1e-14);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1.5, 0.2)]
    [InlineData(-3, 40)]
    public void The_density_integrates_to_one(double mean, double variance)
    {
        DiagonalGaussian p = new([mean], [variance]);
        Expect.Close(1, Integral(p, x => Math.Exp(p.LogDensity([x]))), 1e-12);
    }

    // 1a, in one dimension against ∫ p log(p/q).
    [Theory, MemberData(nameof(Pairs))]
    public void Closed_form_divergence_equals_numerical_integration(double mean, double variance, double otherMean, double otherVariance)
    {
        DiagonalGaussian p = new([mean], [variance]), q = new([otherMean], [otherVariance]);
        double integral = Integral(p, x => Math.Exp(p.LogDensity([x])) * (p.LogDensity([x]) - q.LogDensity([x])));
        Expect.Close(integral, p.KlTo(q), 1e-11);
    }

    // 1a, against the formula for full covariances.
    [Fact]
    public void Closed_form_divergence_equals_the_matrix_formula() =>
        Expect.Close(FullGaussian.Of(P).KlTo(FullGaussian.Of(Q)), P.KlTo(Q), 1e-12);

    // 1a, against sampling.
    [Fact]
    public void Closed_form_divergence_equals_the_monte_carlo_estimate()
    {
        MonteCarloEstimate estimate = MonteCarlo.KullbackLeibler(P, Q, 200_000, new Random(1));
        // The log-ratio's deviation is about 3 nats, most of it from the shift of 1.7 against a variance of 0.6.
        Assert.InRange(estimate.StandardError, 0, 0.007);
        Expect.Covers(P.KlTo(Q), estimate);
    }

    // 1a: Gibbs' inequality.
    [Fact]
    public void Divergence_is_positive_unless_the_distributions_are_equal()
    {
        Random random = new(2);
        for (int trial = 0; trial < 500; trial++)
        {
            DiagonalGaussian p = Draw(random, 4), q = Draw(random, 4);
            Assert.True(p.KlTo(q) > 0);
            Assert.Equal(0, p.KlTo(new DiagonalGaussian(p.Mean, p.Variance)));
        }
    }

    // 1a: to second order, D = ½ (δμ²/σ² + ½ (δσ²/σ²)²), which cancellation would drown.
    [Theory]
    [InlineData(1e-4)]
    [InlineData(1e-6)]
    public void Divergence_keeps_its_digits_between_nearly_equal_distributions(double step)
    {
        DiagonalGaussian p = new([0], [1]);
        double expected = 0.25 * step * step;
        Assert.InRange(p.KlTo(new DiagonalGaussian([0], [1 + step])) / expected, 1 - 3 * step - 1e-9, 1 + 1e-9);
        Expect.Close(1, p.KlTo(new DiagonalGaussian([step], [1])) / (0.5 * step * step), 1e-12);
    }

    [Fact]
    public void Divergence_of_far_apart_variances_is_finite_and_right()
    {
        DiagonalGaussian narrow = new([0], [1e-30]), wide = DiagonalGaussian.Standard(1);
        Expect.Close(0.5 * (-1 + 30 * Math.Log(10)), narrow.KlTo(wide), 1e-14);
        Expect.Close(0.5 * (1e30 - 1 - 30 * Math.Log(10)), wide.KlTo(narrow), 1e-14);
    }

    // The lecture's note to 7b and 7c: with the constants kept, 7b − 7c in expectation is −D(q‖N(0, I)).
    [Fact]
    public void Divergence_from_the_prior_is_the_lectures_formula_and_the_difference_of_the_expected_terms()
    {
        double formula = 0;
        for (int j = 0; j < P.Size; j++)
            formula -= 0.5 * (1 + Math.Log(P.Variance[j]) - P.Mean[j] * P.Mean[j] - P.Variance[j]);

        Expect.Close(formula, P.KlToStandardNormal(), 1e-13);
        Expect.Close(formula, P.KlTo(DiagonalGaussian.Standard(3)), 1e-13);
        Expect.Close(formula, P.ExpectedLogPosterior() - P.ExpectedLogPrior(), 1e-13);
    }

    // 7b in closed form: −½ Σ (σ² + μ²) + const, exactly by quadrature and within the error by sampling.
    [Fact]
    public void Expected_log_prior_is_the_expectation_of_the_sampled_term()
    {
        DiagonalGaussian prior = DiagonalGaussian.Standard(3);
        Expect.Close(SignNoise.Expectation(3, noise => prior.LogDensity(At(P, noise))), P.ExpectedLogPrior(), 1e-13);
        Expect.Covers(P.ExpectedLogPrior(), MonteCarlo.Expectation(P, prior.LogDensity, 100_000, new Random(3)));
    }

    // 7c in closed form: −Σ log σ + const.
    [Fact]
    public void Expected_log_posterior_is_the_expectation_of_the_sampled_term()
    {
        Expect.Close(SignNoise.Expectation(3, noise => P.LogDensityAtNoise(noise)), P.ExpectedLogPosterior(), 1e-13);
        Expect.Covers(P.ExpectedLogPosterior(), MonteCarlo.Expectation(P, P.LogDensity, 100_000, new Random(4)));
        Expect.Close(-P.Variance.ToArray().Sum(v => 0.5 * Math.Log(v)) - 1.5 * (1 + Math.Log(Math.Tau)), P.ExpectedLogPosterior(), 1e-13);
    }

    [Fact]
    public void Entropy_is_the_sum_of_the_elements_entropies_and_minus_the_expected_log_density()
    {
        double expected = P.Variance.ToArray().Sum(variance => new Normal(0, Math.Sqrt(variance)).Entropy);
        Expect.Close(expected, P.Entropy(), 1e-13);
        Assert.Equal(-P.Entropy(), P.ExpectedLogPosterior());
    }

    [Fact]
    public void The_distribution_keeps_its_parameters_when_the_callers_arrays_change()
    {
        double[] mean = [1], variance = [2];
        DiagonalGaussian p = new(mean, variance);
        mean[0] = variance[0] = 7;
        Assert.Equal(1, p.Mean[0]);
        Assert.Equal(2, p.Variance[0]);
    }

    [Fact]
    public void All_bad_parameters_are_named_in_one_message()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new DiagonalGaussian([0, double.NaN, 1], [1, -2.5, 0]));
        Assert.Equal(
            "mean must be finite, but mean[1] is NaN. "
            + "variance must be greater than 0 and finite, but variance[1] is -2.5, variance[2] is 0.",
            error.Message);
    }

    [Fact]
    public void Many_bad_parameters_are_counted()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new DiagonalGaussian(new double[8], new double[8]));
        Assert.EndsWith("variance[4] is 0, and 3 more.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, "mean must have at least one element.")]
    [InlineData(2, 1, "mean and variance must have the same size, but have 2 and 1 element(s).")]
    public void Parameters_of_wrong_sizes_are_refused(int meanSize, int varianceSize, string message)
    {
        double[] variance = Enumerable.Repeat(1.0, varianceSize).ToArray();
        ArgumentException error = Assert.Throws<ArgumentException>(() => new DiagonalGaussian(new double[meanSize], variance));
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Vectors_of_another_size_are_refused()
    {
        double[] two = new double[2], three = new double[3];
        string message = Assert.Throws<ArgumentException>("x", () => P.LogDensity(two)).Message;
        Assert.StartsWith("x must have the distribution's size, 3, but has 2 element(s).", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("noise", () => P.LogDensityAtNoise(two));
        Assert.Throws<ArgumentException>("noise", () => P.Reparameterize(two, three));
        Assert.Throws<ArgumentException>("destination", () => P.Reparameterize(three, two));
        Assert.Throws<ArgumentException>("destination", () => P.Sample(new Random(0), two));
        Assert.Throws<ArgumentException>("other", () => P.KlTo(DiagonalGaussian.Standard(2)));
        Assert.Throws<ArgumentOutOfRangeException>("size", () => DiagonalGaussian.Standard(0));
    }

    private static double[] At(DiagonalGaussian p, double[] noise)
    {
        double[] z = new double[noise.Length];
        p.Reparameterize(noise, z);
        return z;
    }

    private static DiagonalGaussian Draw(Random random, int size) => new(
        Enumerable.Range(0, size).Select(_ => 4 * random.NextDouble() - 2).ToArray(),
        Enumerable.Range(0, size).Select(_ => Math.Exp(4 * random.NextDouble() - 2)).ToArray());

    /// <summary>Over ±12 standard deviations of p, beyond which its density is below 1e-31.</summary>
    private static double Integral(DiagonalGaussian p, Func<double, double> f)
    {
        double reach = 12 * Math.Sqrt(p.Variance[0]);
        return Integrate.GaussLegendre(f, p.Mean[0] - reach, p.Mean[0] + reach, 128);
    }
}
