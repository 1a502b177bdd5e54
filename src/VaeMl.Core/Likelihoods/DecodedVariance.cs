using System.Runtime.Intrinsics;
using VaeMl.Networks;

namespace VaeMl.Likelihoods;

/// <summary>v = floor + exp(a), with the decoder's a clamped so that v and 1/v are normal floating-point numbers.</summary>
internal static class DecodedVariance
{
    public const float LowestLog = -15, HighestLog = 6;

    /// <summary>v and its derivative with respect to a. The derivative is 0 where a is clamped.</summary>
    public static Vector512<float> Decode(Vector512<float> a, float floor, out Vector512<float> derivative)
    {
        Vector512<float> clamped = Clamp(a), e = Exponential.Compute(clamped);
        derivative = e & Vector512.Equals(clamped, a);
        return Vector512.Create(floor) + e;
    }

    public static Vector512<float> Decode(Vector512<float> a, float floor) => Vector512.Create(floor) + Exponential.Compute(Clamp(a));

    public static double Decode(double a, float floor) => floor + Math.Exp(Math.Clamp(a, LowestLog, HighestLog));

    private static Vector512<float> Clamp(Vector512<float> a) =>
        Vector512.MinNative(Vector512.Create(HighestLog), Vector512.MaxNative(Vector512.Create(LowestLog), a));
}
