using System.Runtime.Intrinsics;

namespace VaeMl.Likelihoods;

/// <summary>
/// Laplace with location m and scale b: −log p(x|z) = log(2b) + |x − m|/b. The decoder gives its variance 2b² = v = floor + exp(a), so that floors
/// mean what they mean for a Gaussian: −log p(x|z) = ½ log 2 + ½ log v + |x − m|/√(v/2).
/// </summary>
internal sealed class LaplaceLikelihood() : FormulaLikelihood<LaplaceFormula>(default)
{
    public override string Name => "laplace";

    public override LikelihoodKind Kind => LikelihoodKind.Laplace;

    public override bool HasVariance => true;

    public override double Constant => 0.5 * Math.Log(2);

    public override Vector512<float> Mean(Vector512<float> p0) => p0;

    /// <summary>By the inverse of the distribution function.</summary>
    public override double Draw(double p0, double p1, float floor, double uniform, double normal)
    {
        double u = Math.Clamp(uniform, 1e-12, 1 - 1e-12);
        double distance = -Math.Log(2 * Math.Min(u, 1 - u)) * Math.Sqrt(DecodedVariance.Decode(p1, floor) / 2);
        return p0 + Math.CopySign(distance, u - 0.5);
    }
}

/// <summary>½ log v + |x − m|/√(v/2).</summary>
internal readonly struct LaplaceFormula : ILikelihoodFormula
{
    public void Variance(Vector512<float> p1, float floor, out Vector512<float> v, out Vector512<float> logV)
    {
        v = DecodedVariance.Decode(p1, floor);
        logV = Vector512.Log(v);
    }

    public Vector512<float> NegativeLog(Vector512<float> x, Vector512<float> p0, Vector512<float> v, Vector512<float> logV) =>
        Vector512.MinNative(
            Vector512.Create(Likelihood.LargestTerm), Vector512.FusedMultiplyAdd(logV, Vector512.Create(0.5f), Vector512.Abs(x - p0) / Scale(v)));

    public Vector512<float> NegativeLog(
        Vector512<float> x, Vector512<float> p0, Vector512<float> p1, float floor, out Vector512<float> g0, out Vector512<float> g1)
    {
        Vector512<float> v = DecodedVariance.Decode(p1, floor, out Vector512<float> dv);
        Vector512<float> r = x - p0, scale = Scale(v);
        Vector512<float> distance = Vector512.Abs(r) / scale;
        // At the kink, x = m, the subgradient 0: the feature pulls its location nowhere.
        g0 = Vector512.AndNot(Vector512.CopySign(Vector512<float>.One / scale, -r), Vector512.Equals(r, Vector512<float>.Zero));
        g1 = (Vector512<float>.One - distance) * (dv / v) * 0.5f;
        return Vector512.FusedMultiplyAdd(Vector512.Log(v), Vector512.Create(0.5f), distance);
    }

    /// <summary>b.</summary>
    private static Vector512<float> Scale(Vector512<float> v) => Vector512.Sqrt(v * 0.5f);
}
