using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VaeMl.Networks;

/// <summary>eˣ in single precision, with a relative error below 1.2·10⁻⁷. Three times as fast as computing it in double precision.</summary>
internal static class Exponential
{
    // Beyond these limits, eˣ or its inverse would overflow or become subnormal.
    private const float Lowest = -87.33f, Highest = 88.37f;
    private const float Log2E = 1.442695041f, Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f;

    // Adding 1.5 · 2²³ rounds to an integer, which is then in the lowest bits.
    private const float Rounding = 12582912f;

    /// <summary>eˣ, with x clipped to the range in which the result is a normal number; NaN stays NaN.</summary>
    /// <remarks>eˣ = 2ⁿ eʳ with |r| ≤ ½ ln 2. For eʳ it uses the polynomial of expf in Cephes.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Compute(Vector512<float> x)
    {
        x = Vector512.MinNative(Vector512.Create(Highest), Vector512.MaxNative(Vector512.Create(Lowest), x));
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(Rounding));
        Vector512<float> n = shifted - Vector512.Create(Rounding);
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2Low), r);
        Vector512<float> p = Vector512.FusedMultiplyAdd(r, Vector512.Create(1.9875691500e-4f), Vector512.Create(1.3981999507e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(8.3334519073e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(4.1665795894e-2f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.6666665459e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(5.0000001201e-1f));
        p = Vector512.FusedMultiplyAdd(p, r * r, r) + Vector512<float>.One;
        return (p.AsInt32() + (shifted.AsInt32() << 23)).AsSingle();
    }
}
