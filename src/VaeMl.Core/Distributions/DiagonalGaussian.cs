namespace VaeMl.Distributions;

/// <summary>
/// The Gaussian N(μ, diag σ²): independent elements, each with a mean and a variance. It is the posterior q(z|x) of the autoencoder.
/// </summary>
/// <remarks>Notebook 01-the-lecture, statements 4 to 7; Kingma and Welling (2014), section 2.4 and appendix B. All values are in nats.</remarks>
public sealed class DiagonalGaussian : IDistribution
{
    private readonly double[] _mean;
    private readonly double[] _variance;
    private readonly double[] _deviation;

    /// <summary>Creates N(μ, diag σ²).</summary>
    /// <param name="mean">μ, [n], finite; copied.</param>
    /// <param name="variance">σ² (not σ), [n], greater than 0 and finite; copied.</param>
    /// <exception cref="ArgumentException">The sizes differ or are 0, or values are out of range; the message names them.</exception>
    public DiagonalGaussian(ReadOnlySpan<double> mean, ReadOnlySpan<double> variance)
    {
        Require.NoViolation(
            Violation.IfEmpty(mean, nameof(mean)),
            Violation.IfSizesDiffer(mean.Length, nameof(mean), variance.Length, nameof(variance)),
            Violation.IfNotFinite(mean, nameof(mean)),
            Violation.IfNotPositive(variance, nameof(variance)));

        _mean = mean.ToArray();
        _variance = variance.ToArray();
        _deviation = Array.ConvertAll(_variance, Math.Sqrt);
    }

    /// <inheritdoc/>
    public int Size => _mean.Length;

    /// <summary>μ, [<see cref="Size"/>].</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>σ², [<see cref="Size"/>].</summary>
    public ReadOnlySpan<double> Variance => _variance;

    /// <summary>The standard normal distribution N(0, I), the prior p(z).</summary>
    /// <param name="size">The number of elements, at least 1.</param>
    /// <returns>N(0, I) over vectors of that size.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is less than 1.</exception>
    /// <remarks>Notebook 01-the-lecture, statement 6.</remarks>
    public static DiagonalGaussian Standard(int size)
    {
        Require.AtLeastOne(size, nameof(size));
        double[] variance = new double[size];
        Array.Fill(variance, 1);
        return new DiagonalGaussian(new double[size], variance);
    }

    /// <summary>log p(x) = Σ −½ log(2πσⱼ²) − ½ ((xⱼ − μⱼ)/σⱼ)².</summary>
    /// <param name="x">The point, [<see cref="Size"/>].</param>
    /// <returns>The log-density, in nats.</returns>
    /// <exception cref="ArgumentException">The point has a different size.</exception>
    public double LogDensity(ReadOnlySpan<double> x)
    {
        Require.Size(x.Length, Size, nameof(x));
        double sum = 0;
        for (int j = 0; j < x.Length; j++)
            sum += LogDensityAtNoise(j, (x[j] - _mean[j]) / _deviation[j]);
        return sum;
    }

    /// <summary>The log-density of z = μ + σ·u, computed from its noise u: Σ −½ log(2πσⱼ²) − ½ uⱼ².</summary>
    /// <param name="noise">u, [<see cref="Size"/>].</param>
    /// <returns>log p(z), in nats; equal to <see cref="LogDensity"/> at the z of <see cref="Reparameterize"/>.</returns>
    /// <exception cref="ArgumentException">The noise has a different size.</exception>
    /// <remarks>Notebook 01-the-lecture, statement 7c.</remarks>
    public double LogDensityAtNoise(ReadOnlySpan<double> noise)
    {
        Require.Size(noise.Length, Size, nameof(noise));
        double sum = 0;
        for (int j = 0; j < noise.Length; j++)
            sum += LogDensityAtNoise(j, noise[j]);
        return sum;
    }

    /// <summary>The reparameterization z = μ + σ·u. It is a sample if u ~ N(0, I), and differentiable in μ and σ.</summary>
    /// <param name="noise">u, [<see cref="Size"/>].</param>
    /// <param name="destination">Receives z, [<see cref="Size"/>]; may be the same memory as the noise.</param>
    /// <exception cref="ArgumentException">The noise or the destination has a different size.</exception>
    /// <remarks>Notebook 01-the-lecture, statement 4.</remarks>
    public void Reparameterize(ReadOnlySpan<double> noise, Span<double> destination)
    {
        Require.Size(noise.Length, Size, nameof(noise));
        Require.Size(destination.Length, Size, nameof(destination));
        for (int j = 0; j < noise.Length; j++)
            destination[j] = _mean[j] + _deviation[j] * noise[j];
    }

    /// <summary>Samples z = μ + σ·u with u ~ N(0, I).</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="destination">Receives z, [<see cref="Size"/>].</param>
    /// <exception cref="ArgumentException">The destination has a different size.</exception>
    public void Sample(Random random, Span<double> destination)
    {
        ArgumentNullException.ThrowIfNull(random);
        Require.Size(destination.Length, Size, nameof(destination));
        for (int j = 0; j < destination.Length; j++)
            destination[j] = StandardNormal(random);
        Reparameterize(destination, destination);
    }

    /// <summary>
    /// The Kullback–Leibler divergence from another Gaussian, D(p‖q) = ½ Σ (σₚ²/σ_q² − 1 − log(σₚ²/σ_q²) + (μₚ − μ_q)²/σ_q²).
    /// </summary>
    /// <param name="other">q, of the same size.</param>
    /// <returns>The divergence, in nats: never negative, and 0 if both are equal.</returns>
    /// <exception cref="ArgumentException">The other distribution has a different size.</exception>
    /// <remarks>Notebook 01-the-lecture, statement 1a.</remarks>
    public double KlTo(DiagonalGaussian other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Require.Size(other.Size, Size, nameof(other));
        double sum = 0;
        for (int j = 0; j < Size; j++)
        {
            double shift = (_mean[j] - other._mean[j]) / other._deviation[j];
            sum += 0.5 * (VarianceDivergence(_variance[j], other._variance[j]) + shift * shift);
        }

        return sum;
    }

    /// <summary>The Kullback–Leibler divergence from the prior, D(p‖N(0, I)) = −½ Σ (1 + log σⱼ² − μⱼ² − σⱼ²).</summary>
    /// <returns>The divergence, in nats. It is <see cref="ExpectedLogPosterior"/> minus <see cref="ExpectedLogPrior"/>.</returns>
    /// <remarks>Kingma and Welling (2014), appendix B.</remarks>
    public double KlToStandardNormal() => KlTo(Standard(Size));

    /// <summary>E[log N(z; 0, I)] for z from this distribution, Σ −½ log 2π − ½ (σⱼ² + μⱼ²).</summary>
    /// <returns>The expected log-density of the prior, in nats.</returns>
    /// <remarks>Notebook 01-the-lecture, statement 7b in expectation.</remarks>
    public double ExpectedLogPrior()
    {
        double sum = 0;
        for (int j = 0; j < Size; j++)
            sum -= 0.5 * (StableMath.LogTwoPi + _variance[j] + _mean[j] * _mean[j]);
        return sum;
    }

    /// <summary>E[log q(z)] for z from this distribution q itself, Σ −½ log(2πσⱼ²) − ½.</summary>
    /// <returns>The expected log-density, in nats: minus the <see cref="Entropy"/>.</returns>
    /// <remarks>Notebook 01-the-lecture, statement 7c in expectation.</remarks>
    public double ExpectedLogPosterior() => -Entropy();

    /// <summary>The differential entropy, ½ Σ (1 + log(2πσⱼ²)).</summary>
    /// <returns>The entropy, in nats; negative for a narrow distribution.</returns>
    public double Entropy()
    {
        double sum = 0;
        foreach (double variance in _variance)
            sum += 0.5 * (1 + StableMath.LogTwoPi + Math.Log(variance));
        return sum;
    }

    private double LogDensityAtNoise(int j, double noise) =>
        -0.5 * (StableMath.LogTwoPi + Math.Log(_variance[j]) + noise * noise);

    /// <summary>r − 1 − log r for the ratio r = p/q.</summary>
    private static double VarianceDivergence(double p, double q)
    {
        // Near r = 1 the terms cancel; far from it r − 1 rounds to −1. Each range has its own form.
        double excess = (p - q) / q;
        double log = Math.Abs(excess) < 0.5 ? StableMath.Log1p(excess) : Math.Log(p) - Math.Log(q);
        // Rounding can make it slightly negative.
        return Math.Max(0, excess - log);
    }

    /// <summary>Samples N(0, 1) by the transform of Box and Muller (1958).</summary>
    private static double StandardNormal(Random random)
    {
        // NextDouble is in [0, 1), so the logarithm of one minus it is finite.
        double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        return radius * Math.Cos(Math.Tau * random.NextDouble());
    }
}
