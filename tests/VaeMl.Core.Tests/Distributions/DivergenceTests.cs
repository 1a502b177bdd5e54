using VaeMl.Distributions;

namespace VaeMl.Tests.Distributions;

/// <summary>The Kullback-Leibler divergence between diagonal Gaussians.</summary>
public sealed class DivergenceTests
{
    public static TheoryData<double, double, double, double> Pairs => new()
    {
        { 0, 1, 0, 1 },
        { 1.5, 0.2, 0, 1 },
        { -0.7, 3, 0.4, 0.5 },
        { 2, 1, 2, 1.001 },
        { -3, 0.05, -2.9, 0.04 },
    };

    // 1a, in one dimension against ∫ p log(p/q).
    [Theory, MemberData(nameof(Pairs))]
    public void Closed_form_divergence_equals_numerical_integration(double mean, double variance, double otherMean, double otherVariance)
    {
        DiagonalGaussian p = new([mean], [variance]), q = new([otherMean], [otherVariance]);
        double integral = Gaussians.Integral(p, x => Math.Exp(p.LogDensity([x])) * (p.LogDensity([x]) - q.LogDensity([x])));
        Expect.Close(integral, p.KlTo(q), 1e-11);
    }

    // 1a, against the formula for full covariances.
    [Fact]
    public void Closed_form_divergence_equals_the_matrix_formula() =>
        Expect.Close(FullGaussian.Of(Gaussians.P).KlTo(FullGaussian.Of(Gaussians.Q)), Gaussians.P.KlTo(Gaussians.Q), 1e-12);

    // 1a, against sampling.
    [Fact]
    public void Closed_form_divergence_equals_the_monte_carlo_estimate()
    {
        MonteCarloEstimate estimate = MonteCarlo.KullbackLeibler(Gaussians.P, Gaussians.Q, 200_000, new Random(1));
        // The log-ratio's deviation is about 3 nats, most of it from the shift of 1.7 against a variance of 0.6.
        Assert.InRange(estimate.StandardError, 0, 0.007);
        Expect.Covers(Gaussians.P.KlTo(Gaussians.Q), estimate);
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
    [InlineData(1e-4, 1)]
    [InlineData(1e-6, 1)]
    [InlineData(1e-6, 3)]
    public void Divergence_keeps_its_digits_between_nearly_equal_distributions(double step, double variance)
    {
        DiagonalGaussian p = new([0], [variance]);
        double expected = 0.25 * step * step;
        Assert.InRange(p.KlTo(new DiagonalGaussian([0], [variance * (1 + step)])) / expected, 1 - 3 * step - 1e-9, 1 + 1e-9);
        Expect.Close(1, p.KlTo(new DiagonalGaussian([step], [variance])) / (0.5 * step * step / variance), 1e-12);
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
        for (int j = 0; j < Gaussians.P.Size; j++)
            formula -= 0.5 * (1 + Math.Log(Gaussians.P.Variance[j]) - Gaussians.P.Mean[j] * Gaussians.P.Mean[j] - Gaussians.P.Variance[j]);

        Expect.Close(formula, Gaussians.P.KlToStandardNormal(), 1e-13);
        Expect.Close(formula, Gaussians.P.KlTo(DiagonalGaussian.Standard(3)), 1e-13);
        Expect.Close(formula, Gaussians.P.ExpectedLogPosterior() - Gaussians.P.ExpectedLogPrior(), 1e-13);
    }

    private static DiagonalGaussian Draw(Random random, int size) => new(
        Enumerable.Range(0, size).Select(_ => 4 * random.NextDouble() - 2).ToArray(),
        Enumerable.Range(0, size).Select(_ => Math.Exp(4 * random.NextDouble() - 2)).ToArray());
}
