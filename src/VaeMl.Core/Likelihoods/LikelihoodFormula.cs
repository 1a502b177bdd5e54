using System.Runtime.Intrinsics;

namespace VaeMl.Likelihoods;

/// <summary>A likelihood's formulas on 16 lanes. They are a struct so that the compiler inlines them into the loops over features.</summary>
internal interface ILikelihoodFormula
{
    /// <summary>Computes the variance v ≥ <paramref name="floor"/> and log v from the second parameter.</summary>
    void Variance(Vector512<float> p1, float floor, out Vector512<float> v, out Vector512<float> logV);

    /// <summary>−log p(x|z) without its constant, in nats.</summary>
    Vector512<float> NegativeLog(Vector512<float> x, Vector512<float> p0, Vector512<float> v, Vector512<float> logV);

    /// <summary>The same, not clipped, with its derivatives with respect to p₀ and p₁.</summary>
    Vector512<float> NegativeLog(
        Vector512<float> x, Vector512<float> p0, Vector512<float> p1, float floor, out Vector512<float> g0, out Vector512<float> g1);
}
