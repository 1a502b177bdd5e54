using System.Runtime.Intrinsics;

namespace VaeMl.Likelihoods;

/// <summary>
/// Gaussian with mean m and variance v = floor + exp(a): −log p(x|z) = ½ log 2π + ½ log v + ½ (x − m)²/v.
/// </summary>
internal sealed class GaussianLikelihood() : FormulaLikelihood<GaussianFormula>(default)
{
    public override string Name => "gaussian";

    public override LikelihoodKind Kind => LikelihoodKind.Gaussian;

    public override bool HasVariance => true;

    public override double Constant => 0.5 * Math.Log(2 * Math.PI);

    public override Vector512<float> Mean(Vector512<float> p0) => p0;

    public override double Draw(double p0, double p1, float floor, double uniform, double normal) =>
        p0 + Math.Sqrt(DecodedVariance.Decode(p1, floor)) * normal;
}

/// <summary>½ log v + ½ (x − m)²/v.</summary>
internal readonly struct GaussianFormula : ILikelihoodFormula
{
    public void Variance(Vector512<float> p1, float floor, out Vector512<float> v, out Vector512<float> logV)
    {
        v = DecodedVariance.Decode(p1, floor);
        logV = Vector512.Log(v);
    }

    public Vector512<float> NegativeLog(Vector512<float> x, Vector512<float> p0, Vector512<float> v, Vector512<float> logV)
    {
        Vector512<float> r = x - p0;
        return Vector512.MinNative(Vector512.Create(Likelihood.LargestTerm), (logV + r * r / v) * 0.5f);
    }

    public Vector512<float> NegativeLog(
        Vector512<float> x, Vector512<float> p0, Vector512<float> p1, float floor, out Vector512<float> g0, out Vector512<float> g1)
    {
        Vector512<float> v = DecodedVariance.Decode(p1, floor, out Vector512<float> dv);
        Vector512<float> r = x - p0;
        Vector512<float> scaled = r / v;
        Vector512<float> square = r * scaled;
        g0 = -scaled;
        g1 = (Vector512<float>.One - square) * (dv / v) * 0.5f;
        return (Vector512.Log(v) + square) * 0.5f;
    }
}
