namespace VaeMl.Distributions;

/// <summary>
/// Independent Bernoulli elements with probabilities S(lᵢ), where S is the logistic function and lᵢ are the logits. It is the decoder p(x|z) for binary data.
/// </summary>
/// <remarks>
/// Notebook 01-the-lecture, statement 7a. No logarithm of a rounded probability is taken, so no logit can yield log 0. All values are in nats.
/// </remarks>
public sealed class Bernoulli : IDistribution
{
    private readonly double[] _logits;
    private readonly double[] _mean;

    /// <summary>Creates the distribution from logits.</summary>
    /// <param name="logits">lᵢ = log(Sᵢ / (1 − Sᵢ)), [n], finite; copied.</param>
    /// <exception cref="ArgumentException">There are no logits, or one is not finite; the message names them.</exception>
    public Bernoulli(ReadOnlySpan<double> logits)
    {
        Require.NoViolation(Violation.IfEmpty(logits, nameof(logits)), Violation.IfNotFinite(logits, nameof(logits)));
        _logits = logits.ToArray();
        _mean = Array.ConvertAll(_logits, StableMath.Logistic);
    }

    /// <inheritdoc/>
    public int Size => _logits.Length;

    /// <summary>The logits, [<see cref="Size"/>].</summary>
    public ReadOnlySpan<double> Logits => _logits;

    /// <summary>The probabilities of 1, S(lᵢ), [<see cref="Size"/>].</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>log p(x) = Σ xᵢ log S(lᵢ) + (1 − xᵢ) log(1 − S(lᵢ)).</summary>
    /// <param name="x">The point, [<see cref="Size"/>], in [0, 1].</param>
    /// <returns>
    /// The log-probability of a binary x, in nats. For values between 0 and 1 it is the cross-entropy used for grey values, which is linear in x and not normalised.
    /// </returns>
    /// <exception cref="ArgumentException">The point has a different size, or an element outside [0, 1]; the message names it.</exception>
    /// <remarks>Notebook 01-the-lecture, statement 7a.</remarks>
    public double LogDensity(ReadOnlySpan<double> x)
    {
        Require.Size(x.Length, Size, nameof(x));
        Require.NoViolation(Violation.IfOutsideUnitInterval(x, nameof(x)));

        // Both terms have the same sign, so nothing cancels.
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum -= x[i] * StableMath.Softplus(-_logits[i]) + (1 - x[i]) * StableMath.Softplus(_logits[i]);
        return sum;
    }

    /// <summary>Samples a vector of zeros and ones.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="destination">Receives the sample, [<see cref="Size"/>].</param>
    /// <exception cref="ArgumentException">The destination has a different size.</exception>
    public void Sample(Random random, Span<double> destination)
    {
        ArgumentNullException.ThrowIfNull(random);
        Require.Size(destination.Length, Size, nameof(destination));
        for (int i = 0; i < destination.Length; i++)
            destination[i] = random.NextDouble() < _mean[i] ? 1 : 0;
    }

    /// <summary>
    /// The Kullback–Leibler divergence from another Bernoulli distribution, D(p‖q) = Σ pᵢ log(pᵢ/qᵢ) + (1 − pᵢ) log((1 − pᵢ)/(1 − qᵢ)).
    /// </summary>
    /// <param name="other">q, of the same size.</param>
    /// <returns>The divergence, in nats: never negative, and 0 if both are equal.</returns>
    /// <exception cref="ArgumentException">The other distribution has a different size.</exception>
    /// <remarks>Notebook 01-the-lecture, statement 1a.</remarks>
    public double KlTo(Bernoulli other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Require.Size(other.Size, Size, nameof(other));
        double sum = 0;
        for (int i = 0; i < Size; i++)
        {
            double p = _logits[i], q = other._logits[i];
            double ones = StableMath.Logistic(p) * (StableMath.Softplus(-q) - StableMath.Softplus(-p));
            double zeros = StableMath.Logistic(-p) * (StableMath.Softplus(q) - StableMath.Softplus(p));
            // Rounding can make a term slightly negative.
            sum += Math.Max(0, ones + zeros);
        }

        return sum;
    }
}
