namespace VaeMl.Distributions;

/// <summary>
/// Independent Bernoulli elements with probabilities S(lᵢ), S the logistic function, given by their logits lᵢ: the decoder p(x|z) of
/// binary data.
/// </summary>
/// <remarks>
/// Lecture, statement 7a. Nothing here takes the logarithm of a rounded probability, so that no logit yields log 0. All values in nats.
/// </remarks>
public sealed class Bernoulli : IDistribution
{
    private readonly double[] _logits;
    private readonly double[] _mean;

    /// <summary>Makes the distribution from logits.</summary>
    /// <param name="logits">lᵢ = log(Sᵢ / (1 − Sᵢ)), [n], finite; copied.</param>
    /// <exception cref="ArgumentException">There are no logits, or one is not finite; the message names them.</exception>
    public Bernoulli(ReadOnlySpan<double> logits)
    {
        Require.None(Require.Empty(logits, nameof(logits)), Require.NotFinite(logits, nameof(logits)));
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
    /// The log-probability of a binary x, in nats. Between 0 and 1 it is the cross-entropy that is used for grey values, linear in x and
    /// not normalised.
    /// </returns>
    /// <exception cref="ArgumentException">The point has another size, or an element outside [0, 1]; the message names it.</exception>
    /// <remarks>Lecture, statement 7a.</remarks>
    public double LogDensity(ReadOnlySpan<double> x)
    {
        Require.Size(x.Length, Size, nameof(x));
        Require.None(Require.OutsideUnitInterval(x, nameof(x)));

        // Both terms have one sign, so that nothing cancels.
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum -= x[i] * StableMath.Softplus(-_logits[i]) + (1 - x[i]) * StableMath.Softplus(_logits[i]);
        return sum;
    }

    /// <summary>Draws a vector of zeros and ones.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="destination">Receives the sample, [<see cref="Size"/>].</param>
    /// <exception cref="ArgumentException">The destination has another size.</exception>
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
    /// <returns>The divergence, in nats: never negative, and 0 where both are equal.</returns>
    /// <exception cref="ArgumentException">The other distribution has another size.</exception>
    /// <remarks>Lecture, statement 1a.</remarks>
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
            // Never negative but for the last bit.
            sum += Math.Max(0, ones + zeros);
        }

        return sum;
    }
}
