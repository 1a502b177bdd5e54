namespace VaeMl.Distributions;

/// <summary>A distribution over vectors of a fixed size that can be sampled and whose log-density can be evaluated.</summary>
/// <remarks>
/// Implementations are immutable and can be shared between threads. All randomness comes from the generator that the caller passes.
/// For a discrete distribution the density is the probability.
/// </remarks>
public interface IDistribution
{
    /// <summary>The number of elements of a vector.</summary>
    int Size { get; }

    /// <summary>log p(x), in nats, including the normalising constant.</summary>
    /// <param name="x">The point, [<see cref="Size"/>].</param>
    /// <returns>The log-density; −∞ where the density is 0.</returns>
    /// <exception cref="ArgumentException">The point has a different size, or lies where the density is not defined.</exception>
    double LogDensity(ReadOnlySpan<double> x);

    /// <summary>Samples x ~ p, independently of earlier samples.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="destination">Receives the sample, [<see cref="Size"/>]; every element is written.</param>
    /// <exception cref="ArgumentException">The destination has a different size.</exception>
    void Sample(Random random, Span<double> destination);
}
