namespace VaeMl.Distributions;

/// <summary>
/// A function from vectors to numbers: an integrand f(x), or a log-likelihood log p(x|z) or log-joint log p(x, z) as a function of z.
/// </summary>
/// <param name="x">The point; valid during the call only, since the caller uses the memory again for the next point.</param>
/// <returns>The value at the point.</returns>
public delegate double VectorFunction(ReadOnlySpan<double> x);
