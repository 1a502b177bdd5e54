using System.Runtime.Intrinsics;

namespace VaeMl.Networks;

/// <summary>The encoder's Gaussian posterior q(z|x) = N(μ, diag σ²), of which the network yields μ and log σ².</summary>
internal static class PosteriorLogVariance
{
    /// <summary>log σ² is clamped to this range, so that σ neither vanishes nor overflows.</summary>
    public const float LowestLogVariance = -12, HighestLogVariance = 6;

    public static Vector512<float> ClampLogVariance(Vector512<float> logVariance) =>
        Vector512.MinNative(Vector512.Create(HighestLogVariance), Vector512.MaxNative(Vector512.Create(LowestLogVariance), logVariance));

    /// <summary>All bits set where the clamp lets the gradient through.</summary>
    public static Vector512<float> LogVarianceInRange(Vector512<float> logVariance) =>
        Vector512.Equals(ClampLogVariance(logVariance), logVariance);
}
