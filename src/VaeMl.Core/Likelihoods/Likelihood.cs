using System.Runtime.Intrinsics;
using VaeMl.Onnx;

namespace VaeMl.Likelihoods;

/// <summary>
/// The distribution of one feature given the decoder's output for it: log p(x|z), its gradient, its mean, its draws and its ONNX form.
/// A further likelihood is a further type of this kind.
/// </summary>
/// <remarks>
/// Lanes are rows of data. x is in the network's units (standardised, or as given); parameter p₀ is the mean or logit, p₁ the log-variance,
/// which only likelihoods with <see cref="HasVariance"/> read, as they do the least variance, the floor. A missing x is NaN; callers drop what is computed for it.
/// </remarks>
internal abstract unsafe class Likelihood
{
    /// <summary>Terms are cut here, so that a row of the largest floats still has a finite score.</summary>
    public const float LargestTerm = 1e30f;

    /// <summary>The name in the model file.</summary>
    public abstract string Name { get; }

    public abstract LikelihoodKind Kind { get; }

    /// <summary>Whether the second parameter, a log-variance, is used.</summary>
    public abstract bool HasVariance { get; }

    /// <summary>Whether the feature is standardised inside the model.</summary>
    public bool IsStandardized => HasVariance;

    /// <summary>What is added to <c>NegativeLog</c> whatever x and z are, without the scale's log-Jacobian, in nats.</summary>
    public abstract double Constant { get; }

    /// <summary>−log p(x|z) − <see cref="Constant"/>, in nats.</summary>
    public abstract Vector512<float> NegativeLog(Vector512<float> x, Vector512<float> p0, Vector512<float> p1, float floor);

    /// <summary>The same with its derivatives with respect to p₀ and p₁.</summary>
    public abstract Vector512<float> NegativeLog(
        Vector512<float> x, Vector512<float> p0, Vector512<float> p1, float floor, out Vector512<float> g0, out Vector512<float> g1);

    /// <summary>For a run of features, 16 lanes of each: the variance v and log v that the second parameter stands for.</summary>
    /// <param name="p1">[features][32].</param>
    /// <param name="floors">The least variance of each feature of the run.</param>
    /// <param name="v">[features][32], as are all pointers that follow.</param>
    /// <param name="logV">log v.</param>
    public abstract void Variances(float* p1, ReadOnlySpan<float> floors, float* v, float* logV);

    /// <summary>For a run of features, 16 lanes of each: <see cref="NegativeLog(Vector512{float}, Vector512{float}, Vector512{float}, float)"/> from variances at hand.</summary>
    public abstract void NegativeLogs(float* x, float* p0, float* v, float* logV, float* terms, int features);

    /// <summary>For a run of features, 16 lanes of each: the terms and their derivatives.</summary>
    public abstract void Gradients(float* x, float* p0, float* p1, ReadOnlySpan<float> floors, float* terms, float* g0, float* g1);

    /// <summary>E[x|z] in the network's units.</summary>
    public abstract Vector512<float> Mean(Vector512<float> p0);

    /// <summary>A draw from p(x|z) in the network's units.</summary>
    /// <param name="p0">The mean or logit.</param>
    /// <param name="p1">The log-variance.</param>
    /// <param name="floor">The least variance.</param>
    /// <param name="uniform">A draw from U(0, 1).</param>
    /// <param name="normal">A draw from N(0, 1).</param>
    public abstract double Draw(double p0, double p1, float floor, double uniform, double normal);

    /// <summary><see cref="NegativeLog(Vector512{float}, Vector512{float}, Vector512{float}, float)"/> as ONNX nodes on [N, d] values without NaN.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The values.</param>
    /// <param name="p0">Means or logits.</param>
    /// <param name="p1">Log-variances.</param>
    /// <param name="floor">[d]: the least variances.</param>
    public abstract string EmitNegativeLog(OnnxGraph graph, string x, string p0, string p1, string floor);

    /// <summary><see cref="Mean"/> as ONNX nodes on [N, d].</summary>
    public abstract string EmitMean(OnnxGraph graph, string p0);
}
