using VaeMl.Distributions;

namespace VaeMl.Tests.Distributions;

internal static class Expect
{
    /// <summary>The estimate is within 4 standard errors of the truth, which a right estimator misses at one seed in 16,000.</summary>
    public static void Covers(double truth, MonteCarloEstimate estimate)
    {
        Assert.True(double.IsFinite(estimate.StandardError), $"standard error {estimate.StandardError}");
        Assert.InRange(estimate.Mean, truth - 4 * estimate.StandardError, truth + 4 * estimate.StandardError);
    }

    /// <summary>Equal to the tolerance: absolute up to a magnitude of 1, relative beyond.</summary>
    public static void Close(double expected, double actual, double tolerance = 1e-9)
    {
        double allowed = tolerance * Math.Max(1, Math.Abs(expected));
        Assert.InRange(actual, expected - allowed, expected + allowed);
    }
}
