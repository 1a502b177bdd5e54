using System.Runtime.Intrinsics;

namespace VaeMl.Likelihoods;

/// <summary>
/// Student's t with ν = 4 degrees of freedom, location m and squared scale v = floor + exp(a):
/// −log p(x|z) = −log(3/8) + ½ log v + 5/2 log(1 + (x − m)²/(4v)). Its heavy tails make training robust to individual extreme values.
/// </summary>
internal sealed class StudentTLikelihood() : FormulaLikelihood<StudentTFormula>(default)
{
    internal const float DegreesOfFreedom = 4, HalfNext = (DegreesOfFreedom + 1) / 2;

    public override string Name => "studentT";

    public override LikelihoodKind Kind => LikelihoodKind.StudentT;

    public override bool HasVariance => true;

    // Γ(5/2) / (Γ(2) √(4π)) = 3/8.
    public override double Constant => -Math.Log(3.0 / 8);

    public override Vector512<float> Mean(Vector512<float> p0) => p0;

    /// <summary>Samples by the inverse of the distribution function, which has a closed form for ν = 4 (Shaw 2006).</summary>
    public override double Draw(double p0, double p1, float floor, double uniform, double normal)
    {
        double u = Math.Clamp(uniform, 1e-12, 1 - 1e-12), root = Math.Sqrt(4 * u * (1 - u));
        double t = Math.CopySign(2 * Math.Sqrt(Math.Max(0, Math.Cos(Math.Acos(root) / 3) / root - 1)), u - 0.5);
        return p0 + Math.Sqrt(DecodedVariance.Decode(p1, floor)) * t;
    }
}

/// <summary>½ log v + 5/2 log(1 + (x − m)²/(4v)).</summary>
internal readonly struct StudentTFormula : ILikelihoodFormula
{
    private const float DegreesOfFreedom = StudentTLikelihood.DegreesOfFreedom, HalfNext = StudentTLikelihood.HalfNext;

    public void Variance(Vector512<float> p1, float floor, out Vector512<float> v, out Vector512<float> logV)
    {
        v = DecodedVariance.Decode(p1, floor);
        logV = Vector512.Log(v);
    }

    public Vector512<float> NegativeLog(Vector512<float> x, Vector512<float> p0, Vector512<float> v, Vector512<float> logV)
    {
        Vector512<float> r = x - p0;
        Vector512<float> tail = Vector512.Log(Vector512<float>.One + r * r / (v * DegreesOfFreedom));
        return Vector512.MinNative(
            Vector512.Create(Likelihood.LargestTerm), Vector512.FusedMultiplyAdd(tail, Vector512.Create(HalfNext), logV * 0.5f));
    }

    public Vector512<float> NegativeLog(
        Vector512<float> x, Vector512<float> p0, Vector512<float> p1, float floor, out Vector512<float> g0, out Vector512<float> g1)
    {
        Vector512<float> v = DecodedVariance.Decode(p1, floor, out Vector512<float> dv);
        Vector512<float> r = x - p0;
        Vector512<float> scaled = r / (v * DegreesOfFreedom + r * r) * (DegreesOfFreedom + 1);
        g0 = -scaled;
        g1 = (Vector512<float>.One - r * scaled) * (dv / v) * 0.5f;
        return Vector512.FusedMultiplyAdd(
            Vector512.Log(Vector512<float>.One + r * r / (v * DegreesOfFreedom)), Vector512.Create(HalfNext), Vector512.Log(v) * 0.5f);
    }
}
