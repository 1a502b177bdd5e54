using MathNet.Numerics;
using VaeMl.Distributions;

namespace VaeMl.Tests.Distributions;

/// <summary>Gaussians to test with, and integrals over them.</summary>
internal static class Gaussians
{
    /// <summary>Two of three elements, different in all.</summary>
    public static readonly DiagonalGaussian P = new([0.4, -1.2, 2.0], [0.3, 1.0, 2.5]);
    public static readonly DiagonalGaussian Q = new([-0.1, 0.5, 1.0], [0.8, 0.6, 3.5]);

    /// <summary>Over ±12 standard deviations of p, beyond which its density is below 1e-31.</summary>
    public static double Integral(DiagonalGaussian p, Func<double, double> f)
    {
        double reach = 12 * Math.Sqrt(p.Variance[0]);
        return Integrate.GaussLegendre(f, p.Mean[0] - reach, p.Mean[0] + reach, 128);
    }
}
