using VaeMl.Distributions;

namespace VaeMl.Tests.Distributions;

/// <summary>Lecture, statement 4: z = μ + σ·u, u ~ N(0, I).</summary>
public sealed class ReparameterizationTests
{
    private const double Mean = 0.6;
    private const double Deviation = 0.8;

    [Fact]
    public void The_latent_is_the_mean_plus_the_standard_deviation_times_the_noise()
    {
        double[] z = new double[2];
        // A variance of 4 is a standard deviation of 2.
        new DiagonalGaussian([1, -3], [4, 0.25]).Reparameterize([1.5, -2], z);
        Assert.Equal([4, -4], z);
    }

    [Fact]
    public void The_noise_may_be_overwritten_by_the_latent()
    {
        double[] z = [1.5, -2];
        new DiagonalGaussian([1, -3], [4, 0.25]).Reparameterize(z, z);
        Assert.Equal([4, -4], z);
    }

    // 7c: the same density from z and from u.
    [Fact]
    public void The_log_density_at_the_noise_is_the_log_density_at_the_latent()
    {
        DiagonalGaussian q = new([0.4, -1.2, 2.0], [0.3, 1.0, 2.5]);
        Random random = new(11);
        double[] noise = new double[3], z = new double[3];
        for (int trial = 0; trial < 100; trial++)
        {
            DiagonalGaussian.Standard(3).Sample(random, noise);
            q.Reparameterize(noise, z);
            Expect.Close(q.LogDensity(z), q.LogDensityAtNoise(noise), 1e-12);
        }
    }

    [Fact]
    public void Samples_have_the_moments_of_the_gaussian()
    {
        DiagonalGaussian q = new([Mean, -2], [Deviation * Deviation, 9]);
        MonteCarloEstimate Moment(VectorFunction f) => MonteCarlo.Expectation(q, f, 200_000, new Random(12));

        Expect.Covers(Mean, Moment(z => z[0]));
        Expect.Covers(-2, Moment(z => z[1]));
        Expect.Covers(Deviation * Deviation, Moment(z => Square(z[0] - Mean)));
        Expect.Covers(9, Moment(z => Square(z[1] + 2)));
        Expect.Covers(0, Moment(z => (z[0] - Mean) * (z[1] + 2)));
        Expect.Covers(0, Moment(z => Math.Pow((z[1] + 2) / 3, 3)));
        Expect.Covers(3, Moment(z => Math.Pow((z[1] + 2) / 3, 4)));
    }

    [Fact]
    public void Samples_follow_the_normal_distribution_function()
    {
        const int count = 20_000;
        Random random = new(13);
        double[] draws = new double[count];
        for (int i = 0; i < count; i++)
            DiagonalGaussian.Standard(1).Sample(random, draws.AsSpan(i, 1));
        Array.Sort(draws);

        // Kolmogorov–Smirnov: a right sampler exceeds 1.95/√N once in 1,000.
        double distance = draws.Select((z, i) => Math.Abs((i + 0.5) / count - MathNet.Numerics.Distributions.Normal.CDF(0, 1, z))).Max();
        Assert.InRange(distance, 0, 1.95 / Math.Sqrt(count));
    }

    [Fact]
    public void The_same_seed_draws_the_same_bits()
    {
        DiagonalGaussian q = new([0.4, -1.2], [0.3, 1.0]);
        double[] first = new double[2], second = new double[2];
        q.Sample(new Random(14), first);
        q.Sample(new Random(14), second);
        Assert.Equal(first, second);
    }

    // f(z) = z² + sin z: by the chain rule, d/dμ f(μ + σu) = f'(z) and d/dσ f(μ + σu) = f'(z)·u.
    [Theory]
    [InlineData(0.3)]
    [InlineData(-1.7)]
    [InlineData(2.4)]
    public void Pathwise_gradients_equal_finite_differences(double noise)
    {
        const double step = 1e-5;
        double z = Latent(Mean, Deviation, noise);
        double byMean = (F(Latent(Mean + step, Deviation, noise)) - F(Latent(Mean - step, Deviation, noise))) / (2 * step);
        double byDeviation = (F(Latent(Mean, Deviation + step, noise)) - F(Latent(Mean, Deviation - step, noise))) / (2 * step);

        Expect.Close(Slope(z), byMean, 1e-8);
        Expect.Close(Slope(z) * noise, byDeviation, 1e-8);
    }

    // E f(z) = μ² + σ² + sin(μ) exp(−σ²/2), whose gradient the average of the pathwise gradients must find.
    [Fact]
    public void Averaged_pathwise_gradients_are_the_gradient_of_the_expectation()
    {
        DiagonalGaussian standard = DiagonalGaussian.Standard(1);
        double damping = Math.Exp(-Deviation * Deviation / 2);
        MonteCarloEstimate byMean = MonteCarlo.Expectation(
            standard, u => Slope(Latent(Mean, Deviation, u[0])), 200_000, new Random(15));
        MonteCarloEstimate byDeviation = MonteCarlo.Expectation(
            standard, u => Slope(Latent(Mean, Deviation, u[0])) * u[0], 200_000, new Random(16));

        Assert.InRange(byMean.StandardError, 0, 0.01);
        Assert.InRange(byDeviation.StandardError, 0, 0.01);
        Expect.Covers(2 * Mean + Math.Cos(Mean) * damping, byMean);
        Expect.Covers(2 * Deviation - Deviation * Math.Sin(Mean) * damping, byDeviation);
    }

    // The same by differences of the expectation itself, with the noise held fixed between the two sides.
    [Fact]
    public void Finite_differences_of_the_sampled_expectation_equal_its_averaged_pathwise_gradient()
    {
        const double step = 1e-5;
        double Expectation(double mean, double deviation) => MonteCarlo.Expectation(
            new DiagonalGaussian([mean], [deviation * deviation]), z => F(z[0]), 2_000, new Random(17)).Mean;
        double Gradient(Func<double, double> weight) => MonteCarlo.Expectation(
            DiagonalGaussian.Standard(1), u => Slope(Latent(Mean, Deviation, u[0])) * weight(u[0]), 2_000, new Random(17)).Mean;

        Expect.Close(Gradient(_ => 1), (Expectation(Mean + step, Deviation) - Expectation(Mean - step, Deviation)) / (2 * step), 1e-8);
        Expect.Close(Gradient(u => u), (Expectation(Mean, Deviation + step) - Expectation(Mean, Deviation - step)) / (2 * step), 1e-8);
    }

    private static double Latent(double mean, double deviation, double noise)
    {
        double[] z = [noise];
        new DiagonalGaussian([mean], [deviation * deviation]).Reparameterize(z, z);
        return z[0];
    }

    private static double F(double z) => z * z + Math.Sin(z);

    private static double Slope(double z) => 2 * z + Math.Cos(z);

    private static double Square(double a) => a * a;
}
