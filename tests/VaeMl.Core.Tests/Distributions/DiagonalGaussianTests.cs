using MathNet.Numerics.Distributions;
using VaeMl.Distributions;

namespace VaeMl.Tests.Distributions;

/// <summary>Densities, entropy and the expected terms of the bound.</summary>
public sealed class DiagonalGaussianTests
{
    // 6 and 7c: the log-density with its constant.
    [Fact]
    public void The_log_density_is_the_sum_of_the_elements_normal_log_densities()
    {
        double[] x = [1.1, -0.3, 0.7];
        double expected = x.Select((value, j) => Normal.PDFLn(Gaussians.P.Mean[j], Math.Sqrt(Gaussians.P.Variance[j]), value)).Sum();
        Expect.Close(expected, Gaussians.P.LogDensity(x), 1e-13);
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
        Expect.Close(1, Gaussians.Integral(p, x => Math.Exp(p.LogDensity([x]))), 1e-12);
    }

    // 7b in closed form: −½ Σ (σ² + μ²) + const, exactly by quadrature and within the error by sampling.
    [Fact]
    public void Expected_log_prior_is_the_expectation_of_the_sampled_term()
    {
        DiagonalGaussian prior = DiagonalGaussian.Standard(3);
        Expect.Close(SignNoise.Expectation(3, noise => prior.LogDensity(At(Gaussians.P, noise))), Gaussians.P.ExpectedLogPrior(), 1e-13);
        Expect.Covers(Gaussians.P.ExpectedLogPrior(), MonteCarlo.Expectation(Gaussians.P, prior.LogDensity, 100_000, new Random(3)));
    }

    // 7c in closed form: −Σ log σ + const.
    [Fact]
    public void Expected_log_posterior_is_the_expectation_of_the_sampled_term()
    {
        Expect.Close(SignNoise.Expectation(3, noise => Gaussians.P.LogDensityAtNoise(noise)), Gaussians.P.ExpectedLogPosterior(), 1e-13);
        Expect.Covers(Gaussians.P.ExpectedLogPosterior(), MonteCarlo.Expectation(Gaussians.P, Gaussians.P.LogDensity, 100_000, new Random(4)));
        Expect.Close(-Gaussians.P.Variance.ToArray().Sum(v => 0.5 * Math.Log(v)) - 1.5 * (1 + Math.Log(Math.Tau)), Gaussians.P.ExpectedLogPosterior(), 1e-13);
    }

    [Fact]
    public void Entropy_is_the_sum_of_the_elements_entropies_and_minus_the_expected_log_density()
    {
        double expected = Gaussians.P.Variance.ToArray().Sum(variance => new Normal(0, Math.Sqrt(variance)).Entropy);
        Expect.Close(expected, Gaussians.P.Entropy(), 1e-13);
        Assert.Equal(-Gaussians.P.Entropy(), Gaussians.P.ExpectedLogPosterior());
    }

    private static double[] At(DiagonalGaussian p, double[] noise)
    {
        double[] z = new double[noise.Length];
        p.Reparameterize(noise, z);
        return z;
    }
}
