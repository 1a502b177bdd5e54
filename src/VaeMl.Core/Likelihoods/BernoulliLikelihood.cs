using System.Runtime.Intrinsics;
using VaeMl.Networks;

namespace VaeMl.Likelihoods;

/// <summary>
/// Bernoulli with logit l: −log p(x|z) = softplus(l) − x·l for x in [0, 1] (statement 7a of the notebook 01-the-lecture, Sθ = sigmoid(l)).
/// A value that the training set cannot contain is scored as the nearest possible value, plus log(1 + 2²⁰·distance). This is finite and grows with the distance.
/// </summary>
/// <param name="binary">Whether the training set holds only 0 and 1, so that values between them are as impossible as values beyond.</param>
internal sealed class BernoulliLikelihood(bool binary) : FormulaLikelihood<BernoulliFormula>(new(binary))
{
    // log(1 + 2²⁰·δ): 14 nats at a distance of 1, but less than a nat for a 1 that was rounded to 1.000001.
    internal const float UnseenScale = 1 << 20;

    /// <summary>Whether the training set holds only 0 and 1.</summary>
    public bool IsBinary => binary;

    public override string Name => binary ? "binary" : "bernoulli";

    public override LikelihoodKind Kind => LikelihoodKind.Bernoulli;

    public override bool HasVariance => false;

    public override double Constant => 0;

    public override Vector512<float> Mean(Vector512<float> p0)
    {
        BernoulliFormula.Softplus(p0, out Vector512<float> sigmoid);
        return sigmoid;
    }

    public override double Draw(double p0, double p1, float floor, double uniform, double normal) => uniform < 1 / (1 + Math.Exp(-p0)) ? 1 : 0;
}

/// <summary>softplus(l) − x·l.</summary>
internal readonly struct BernoulliFormula(bool binary) : ILikelihoodFormula
{
    /// <summary>A Bernoulli feature has no variance.</summary>
    public void Variance(Vector512<float> p1, float floor, out Vector512<float> v, out Vector512<float> logV) => v = logV = default;

    public Vector512<float> NegativeLog(Vector512<float> x, Vector512<float> p0, Vector512<float> v, Vector512<float> logV)
    {
        Vector512<float> seen = binary
            ? Vector512.GreaterThan(x, Vector512.Create(0.5f)) & Vector512<float>.One
            : Vector512.MinNative(Vector512<float>.One, Vector512.MaxNative(Vector512<float>.Zero, x));
        Vector512<float> penalty = Vector512.Log(Vector512.Abs(x - seen) * BernoulliLikelihood.UnseenScale + Vector512<float>.One);
        return Vector512.MinNative(Vector512.Create(Likelihood.LargestTerm), Softplus(p0, out _) - seen * p0 + penalty);
    }

    public Vector512<float> NegativeLog(
        Vector512<float> x, Vector512<float> p0, Vector512<float> p1, float floor, out Vector512<float> g0, out Vector512<float> g1)
    {
        Vector512<float> value = Softplus(p0, out Vector512<float> sigmoid) - x * p0;
        g0 = sigmoid - x;
        g1 = Vector512<float>.Zero;
        return value;
    }

    /// <summary>log(1 + e^l) = max(l, 0) + log(1 + e^−|l|), and sigmoid(l). Neither overflows.</summary>
    public static Vector512<float> Softplus(Vector512<float> l, out Vector512<float> sigmoid)
    {
        Vector512<float> e = Exponential.Compute(-Vector512.Abs(l));
        Vector512<float> denominator = Vector512<float>.One + e;
        sigmoid = Vector512.ConditionalSelect(Vector512.GreaterThan(l, Vector512<float>.Zero), Vector512<float>.One, e) / denominator;
        return Vector512.MaxNative(Vector512<float>.Zero, l) + Vector512.Log(denominator);
    }
}
