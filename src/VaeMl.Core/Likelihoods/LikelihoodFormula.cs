using System.Runtime.Intrinsics;

namespace VaeMl.Likelihoods;

/// <summary>A likelihood's formulas on 16 lanes, as a struct so that loops over features are compiled for each likelihood with the formula inside.</summary>
internal interface ILikelihoodFormula
{
    /// <summary>What the second parameter stands for: the variance v ≥ <paramref name="floor"/> and log v.</summary>
    void Variance(Vector512<float> p1, float floor, out Vector512<float> v, out Vector512<float> logV);

    /// <summary>−log p(x|z) without its constant, in nats.</summary>
    Vector512<float> NegativeLog(Vector512<float> x, Vector512<float> p0, Vector512<float> v, Vector512<float> logV);

    /// <summary>The same, uncut, with its derivatives with respect to p₀ and p₁.</summary>
    Vector512<float> NegativeLog(
        Vector512<float> x, Vector512<float> p0, Vector512<float> p1, float floor, out Vector512<float> g0, out Vector512<float> g1);
}
