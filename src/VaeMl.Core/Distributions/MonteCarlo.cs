namespace VaeMl.Distributions;

/// <summary>Monte Carlo estimates of expectations, with standard errors.</summary>
public static class MonteCarlo
{
    /// <summary>E[f(x)] ≈ (1/N) Σ f(x⁽ⁱ⁾), x⁽ⁱ⁾ ~ p.</summary>
    /// <param name="p">The distribution to sample from.</param>
    /// <param name="f">The integrand, a function of a vector of the distribution's size.</param>
    /// <param name="samples">The number N of samples, at least 1.</param>
    /// <param name="random">The source of randomness.</param>
    /// <returns>The average and its standard error.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of samples is less than 1.</exception>
    /// <remarks>Notebook 01-the-lecture, statement 1b.</remarks>
    public static MonteCarloEstimate Expectation(IDistribution p, VectorFunction f, int samples, Random random)
    {
        ArgumentNullException.ThrowIfNull(p);
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(random);

        double[] x = new double[p.Size];
        return Average(Draw, samples);

        double Draw()
        {
            p.Sample(random, x);
            return f(x);
        }
    }

    /// <summary>
    /// The Kullback–Leibler divergence between any two densities, D(p‖q) = E[log p(x) − log q(x)] ≈ (1/N) Σ log p(x⁽ⁱ⁾)/q(x⁽ⁱ⁾), x⁽ⁱ⁾ ~ p.
    /// </summary>
    /// <param name="p">The distribution to sample from.</param>
    /// <param name="q">The distribution to compare with, of the same size.</param>
    /// <param name="samples">The number N of samples, at least 1.</param>
    /// <param name="random">The source of randomness.</param>
    /// <returns>
    /// The divergence, in nats, and its standard error. The estimate of a small divergence can be negative, unlike the divergence itself.
    /// </returns>
    /// <exception cref="ArgumentException">The distributions have different sizes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of samples is less than 1.</exception>
    /// <remarks>Notebook 01-the-lecture, statements 1a and 1b.</remarks>
    public static MonteCarloEstimate KullbackLeibler(IDistribution p, IDistribution q, int samples, Random random)
    {
        ArgumentNullException.ThrowIfNull(p);
        ArgumentNullException.ThrowIfNull(q);
        Require.Size(q.Size, p.Size, nameof(q));
        return Expectation(p, x => p.LogDensity(x) - q.LogDensity(x), samples, random);
    }

    /// <summary>The average of independent samples of a number.</summary>
    /// <param name="draw">Returns the next sample.</param>
    /// <param name="samples">The number N of samples, at least 1.</param>
    /// <returns>The average and its standard error.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of samples is less than 1.</exception>
    /// <remarks>Uses the running mean and variance of Welford (1962), which is stable even if the mean is large compared with the spread.</remarks>
    public static MonteCarloEstimate Average(Func<double> draw, int samples)
    {
        ArgumentNullException.ThrowIfNull(draw);
        Require.AtLeastOne(samples, nameof(samples));

        double mean = 0, squares = 0, sum = 0;
        for (int n = 1; n <= samples; n++)
        {
            double value = draw();
            double delta = value - mean;
            mean += delta / n;
            squares += delta * (value - mean);
            sum += value;
        }

        // After an infinite value the running mean is NaN; the sum still distinguishes −∞ from +∞.
        if (!double.IsFinite(mean))
            return new MonteCarloEstimate(sum / samples, double.NaN, samples);
        // NaN for a single sample.
        return new MonteCarloEstimate(mean, Math.Sqrt(squares / (samples - 1) / samples), samples);
    }
}
