using System.Runtime.Intrinsics;

namespace VaeMl.Networks;

/// <summary>The clamp of log σ² in the encoder's Gaussian posterior q(z|x) = N(μ, diag σ²).</summary>
internal static class PosteriorLogVariance
{
    /// <summary>log σ² is clamped to this range, so that σ neither vanishes nor overflows.</summary>
    public const float LowestLogVariance = -12, HighestLogVariance = 6;

    public static Vector512<float> ClampLogVariance(Vector512<float> logVariance) =>
        Vector512.MinNative(Vector512.Create(HighestLogVariance), Vector512.MaxNative(Vector512.Create(LowestLogVariance), logVariance));

    /// <summary>All bits are set where the clamp passes the gradient.</summary>
    public static Vector512<float> LogVarianceInRange(Vector512<float> logVariance) =>
        Vector512.Equals(ClampLogVariance(logVariance), logVariance);
}
