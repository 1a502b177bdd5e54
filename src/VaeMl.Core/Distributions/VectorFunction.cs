namespace VaeMl.Distributions;

/// <summary>
/// A function from vectors to numbers: an integrand f(x), or a log-likelihood log p(x|z) or log-joint log p(x, z) as a function of z.
/// </summary>
/// <param name="x">The point. It is valid only during the call, because the caller reuses the memory.</param>
/// <returns>The value at the point.</returns>
public delegate double VectorFunction(ReadOnlySpan<double> x);
