using System.Runtime.Intrinsics;

namespace VaeMl.Networks;

/// <summary>Sums over lanes in double precision.</summary>
internal static class LaneReduction
{
    /// <summary>The sums of lanes i and i + 8, in double precision.</summary>
    public static Vector512<double> Widen(Vector512<float> lanes)
    {
        (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(lanes);
        return lower + upper;
    }
}
