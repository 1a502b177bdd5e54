namespace VaeMl.Distributions;

/// <summary>A distribution over vectors of a fixed size, with a log-density that can be evaluated and a way to sample.</summary>
/// <remarks>
/// Implementations are immutable and safe to share between threads; all randomness comes from the generator that a caller passes.
/// For a discrete distribution the density is the probability.
/// </remarks>
public interface IDistribution
{
    /// <summary>The number of elements of a vector.</summary>
    int Size { get; }

    /// <summary>log p(x), in nats, with the normalising constant.</summary>
    /// <param name="x">The point, [<see cref="Size"/>].</param>
    /// <returns>The log-density; −∞ where the density is 0.</returns>
    /// <exception cref="ArgumentException">The point has another size, or lies where the density is not defined.</exception>
    double LogDensity(ReadOnlySpan<double> x);

    /// <summary>Draws x ~ p, independent of earlier draws.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="destination">Receives the sample, [<see cref="Size"/>]; every element is written.</param>
    /// <exception cref="ArgumentException">The destination has another size.</exception>
    void Sample(Random random, Span<double> destination);
}
