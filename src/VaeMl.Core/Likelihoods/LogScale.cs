using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VaeMl.Likelihoods;

/// <summary>
/// The logarithmic scale of a skewed feature: t = asinh(x/c), which is about x/c near 0 and ln(2x/c) beyond c. Unlike the logarithm it accepts 0 and
/// negative values.
/// </summary>
internal static class LogScale
{
    // Beyond these, the square of x/c, or c·sinh(t) in the inverse, would overflow.
    public const float LargestRatio = 1e18f, LargestValue = 42;

    /// <summary>asinh(x/c), with |x/c| clipped to <see cref="LargestRatio"/>; NaN stays NaN.</summary>
    /// <param name="x">Values in the data's units.</param>
    /// <param name="c">The value from which the scale is logarithmic, in the data's units; positive.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x, float c)
    {
        Vector512<float> ratio = x / Vector512.Create(c), sign = ratio & Vector512.Create(-0f);
        ratio = Vector512.MinNative(Vector512.Create(LargestRatio), Vector512.Abs(ratio));
        return Vector512.Log(ratio + Vector512.Sqrt(ratio * ratio + Vector512<float>.One)) | sign;
    }

    /// <summary>The same for a single value.</summary>
    public static float Apply(float x, float c) => float.IsNaN(x) ? x : Apply(Vector512.Create(x), c)[0];

    /// <summary>The inverse, c·sinh(t), with |t| clipped to <see cref="LargestValue"/>.</summary>
    public static float Inverse(float t, float c) => (float)(c * Math.Sinh(Math.Clamp(t, -LargestValue, LargestValue)));
}
