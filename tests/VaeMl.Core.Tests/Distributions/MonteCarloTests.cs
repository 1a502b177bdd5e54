using VaeMl.Distributions;

namespace VaeMl.Tests.Distributions;

/// <summary>Lecture, statement 1b.</summary>
public sealed class MonteCarloTests
{
    private static readonly DiagonalGaussian Standard = DiagonalGaussian.Standard(1);

    // Var[u²] = 2, so that the standard error is √(2/N).
    [Fact]
    public void The_standard_error_is_the_standard_deviation_over_the_root_of_the_samples()
    {
        MonteCarloEstimate estimate = MonteCarlo.Expectation(Standard, u => u[0] * u[0], 100_000, new Random(31));
        Assert.Equal(100_000, estimate.Samples);
        Expect.Close(1, estimate.StandardError / Math.Sqrt(2.0 / 100_000), 0.03);
        Expect.Covers(1, estimate);
    }

    [Fact]
    public void A_hundred_times_the_samples_shrink_the_standard_error_tenfold()
    {
        double few = MonteCarlo.Expectation(Standard, u => Math.Sin(u[0]), 2_000, new Random(32)).StandardError;
        double many = MonteCarlo.Expectation(Standard, u => Math.Sin(u[0]), 200_000, new Random(33)).StandardError;
        Assert.InRange(few / many, 9.4, 10.6);
    }

    // With 100 samples, Student's t puts 95.2 % within two standard errors; the share of 2,000 runs has a deviation of 0.5 %.
    [Fact]
    public void Two_standard_errors_cover_the_truth_in_95_of_100_runs()
    {
        Random random = new(34);
        int covered = 0;
        for (int run = 0; run < 2_000; run++)
        {
            MonteCarloEstimate estimate = MonteCarlo.Expectation(Standard, u => 3 + u[0], 100, random);
            if (Math.Abs(estimate.Mean - 3) < 2 * estimate.StandardError)
                covered++;
        }

        Assert.InRange(covered / 2_000.0, 0.932, 0.972);
    }

    [Fact]
    public void Mean_and_standard_error_are_those_of_the_two_pass_formulas()
    {
        double[] values = [2, 4, 4, 4, 5, 5, 7, 9];
        int next = 0;
        MonteCarloEstimate estimate = MonteCarlo.Average(() => values[next++], values.Length);
        Expect.Close(5, estimate.Mean, 1e-15);
        Expect.Close(Math.Sqrt(32.0 / 7 / 8), estimate.StandardError, 1e-15);
    }

    // The sum of squares less the square of the sum would be left with nothing at this offset.
    [Fact]
    public void A_large_offset_moves_the_mean_and_leaves_the_standard_error()
    {
        const double offset = 1e9;
        MonteCarloEstimate plain = MonteCarlo.Expectation(Standard, u => u[0], 10_000, new Random(35));
        MonteCarloEstimate moved = MonteCarlo.Expectation(Standard, u => u[0] + offset, 10_000, new Random(35));
        Assert.InRange(moved.Mean - offset - plain.Mean, -1e-5, 1e-5);
        Assert.InRange(moved.StandardError / plain.StandardError, 1 - 1e-5, 1 + 1e-5);
    }

    [Fact]
    public void One_sample_has_no_standard_error()
    {
        MonteCarloEstimate estimate = MonteCarlo.Average(() => 2.5, 1);
        Assert.Equal(2.5, estimate.Mean);
        Assert.True(double.IsNaN(estimate.StandardError));
    }

    [Fact]
    public void An_infinite_value_makes_the_mean_infinite()
    {
        double[] values = [1, double.NegativeInfinity, 3];
        int next = 0;
        MonteCarloEstimate estimate = MonteCarlo.Average(() => values[next++], 3);
        Assert.Equal(double.NegativeInfinity, estimate.Mean);
        Assert.True(double.IsNaN(estimate.StandardError));
    }

    [Fact]
    public void The_same_seed_gives_the_same_estimate() =>
        Assert.Equal(
            MonteCarlo.Expectation(Standard, u => Math.Exp(u[0]), 100, new Random(36)),
            MonteCarlo.Expectation(Standard, u => Math.Exp(u[0]), 100, new Random(36)));

    // 1a for any pair of densities: a full covariance against a diagonal one, which has no closed form in the library.
    [Fact]
    public void The_divergence_of_any_pair_of_densities_is_estimated()
    {
        double[] row = LinearGaussianModel.Row;
        FullGaussian p = LinearGaussianModel.Example.Posterior(row);
        DiagonalGaussian q = new([0.5, -0.2], [0.6, 0.4]);
        Expect.Covers(p.KlTo(FullGaussian.Of(q)), MonteCarlo.KullbackLeibler(p, q, 20_000, new Random(37)));
        Expect.Covers(FullGaussian.Of(q).KlTo(p), MonteCarlo.KullbackLeibler(q, p, 20_000, new Random(38)));
    }

    [Fact]
    public void Fewer_samples_than_one_are_refused()
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>("samples", () => MonteCarlo.Average(() => 0, 0));
        Assert.StartsWith("samples must be at least 1.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("samples", () => MonteCarlo.Expectation(Standard, u => u[0], -1, new Random(0)));
    }

    [Fact]
    public void Distributions_of_different_sizes_have_no_divergence() =>
        Assert.Throws<ArgumentException>("q", () => MonteCarlo.KullbackLeibler(Standard, DiagonalGaussian.Standard(2), 10, new Random(0)));
}
