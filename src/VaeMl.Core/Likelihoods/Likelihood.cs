using System.Runtime.Intrinsics;

namespace VaeMl.Likelihoods;

/// <summary>
/// The distribution of one feature given the decoder's output for it: log p(x|z), its gradient, its mean or mode, and samples.
/// A new likelihood is a new subclass.
/// </summary>
/// <remarks>
/// Lanes are rows of data. x is in the network's units (standardised or original). Parameter p₀ is the mean or logit, or the logits of a category's levels.
/// p₁ is the log-variance, which only likelihoods with <see cref="HasVariance"/> use, together with the floor, the smallest variance. A missing x is NaN;
/// callers discard the results for it.
/// </remarks>
internal abstract unsafe class Likelihood
{
    /// <summary>Terms are clipped to this value, so that a row of the largest floats still has a finite score.</summary>
    public const float LargestTerm = 1e30f;

    /// <summary>The name in the model file.</summary>
    public abstract string Name { get; }

    public abstract LikelihoodKind Kind { get; }

    /// <summary>The number of levels c of a category; 0 for numeric features.</summary>
    public abstract int Levels { get; }

    /// <summary>The number of the encoder's inputs, and of the decoder's outputs p₀, for the feature: one, or one for each level.</summary>
    public int Slots => Math.Max(1, Levels);

    /// <summary>Whether the second parameter, a log-variance, is used.</summary>
    public abstract bool HasVariance { get; }

    /// <summary>Whether the feature is standardised inside the model.</summary>
    public bool IsStandardized => HasVariance;

    /// <summary>The part of −log p(x|z) that depends on neither x nor z, in nats, without the log-Jacobian of the scaling. <c>NegativeLog</c> leaves it out.</summary>
    public abstract double Constant { get; }

    /// <summary>Computes the variance v and log v from the second parameter, for a run of features and 16 lanes of each.</summary>
    /// <param name="p1">[features][32].</param>
    /// <param name="floors">The smallest variance of each feature of the run.</param>
    /// <param name="v">[features][32], like all pointers that follow; receives v.</param>
    /// <param name="logV">Receives log v.</param>
    public abstract void Variances(float* p1, ReadOnlySpan<float> floors, float* v, float* logV);

    /// <summary>Computes −log p(x|z) − <see cref="Constant"/> in nats from given variances, for a run of features and 16 lanes of each.</summary>
    /// <param name="x">[features][32].</param>
    /// <param name="p0">[features · <see cref="Slots"/>][32].</param>
    /// <param name="v">[features][32], like all pointers that follow.</param>
    /// <param name="logV">log v.</param>
    /// <param name="terms">Receives the terms.</param>
    /// <param name="features">The number of features.</param>
    public abstract void NegativeLogs(float* x, float* p0, float* v, float* logV, float* terms, int features);

    /// <summary>
    /// Computes the terms, not clipped, and their derivatives, for a run of features and 16 lanes of each. Training rows have no unseen values.
    /// </summary>
    /// <param name="x">[features][32].</param>
    /// <param name="p0">[features · <see cref="Slots"/>][32].</param>
    /// <param name="p1">[features][32].</param>
    /// <param name="floors">The smallest variance of each feature of the run.</param>
    /// <param name="terms">[features][32]; receives the terms.</param>
    /// <param name="g0">Shaped like p0; receives the derivatives with respect to it.</param>
    /// <param name="g1">Shaped like p1; receives the derivatives with respect to it.</param>
    public abstract void Gradients(float* x, float* p0, float* p1, ReadOnlySpan<float> floors, float* terms, float* g0, float* g1);

    /// <summary>The single value that stands for x, in the network's units, 16 lanes of it: E[x|z], or the most likely level of a category.</summary>
    /// <param name="p0">[<see cref="Slots"/>][32].</param>
    public abstract Vector512<float> Typical(float* p0);

    /// <summary>A sample from p(x|z), in the network's units.</summary>
    /// <param name="p0">[<see cref="Slots"/>][32], starting at the row's lane.</param>
    /// <param name="p1">The log-variance.</param>
    /// <param name="floor">The smallest variance.</param>
    /// <param name="uniform">A sample from U(0, 1).</param>
    /// <param name="normal">A sample from N(0, 1).</param>
    public abstract double Draw(float* p0, double p1, float floor, double uniform, double normal);
}
