using System.Runtime.Intrinsics;

namespace VaeMl.Likelihoods;

/// <summary>A likelihood with one first parameter per feature, a mean or logit.</summary>
internal abstract unsafe class ScalarLikelihood : Likelihood
{
    public sealed override int Levels => 0;

    /// <summary>−log p(x|z) − <see cref="Likelihood.Constant"/>, in nats.</summary>
    public abstract Vector512<float> NegativeLog(Vector512<float> x, Vector512<float> p0, Vector512<float> p1, float floor);

    /// <summary>The same with its derivatives with respect to p₀ and p₁.</summary>
    public abstract Vector512<float> NegativeLog(
        Vector512<float> x, Vector512<float> p0, Vector512<float> p1, float floor, out Vector512<float> g0, out Vector512<float> g1);

    /// <summary>E[x|z] in the network's units.</summary>
    public abstract Vector512<float> Mean(Vector512<float> p0);

    /// <summary>A sample from p(x|z), in the network's units.</summary>
    /// <param name="p0">The mean or logit.</param>
    /// <param name="p1">The log-variance.</param>
    /// <param name="floor">The smallest variance.</param>
    /// <param name="uniform">A sample from U(0, 1).</param>
    /// <param name="normal">A sample from N(0, 1).</param>
    public abstract double Draw(double p0, double p1, float floor, double uniform, double normal);

    public sealed override Vector512<float> Typical(float* p0) => Mean(Vector512.Load(p0));

    public sealed override double Draw(float* p0, double p1, float floor, double uniform, double normal) => Draw(*p0, p1, floor, uniform, normal);
}
