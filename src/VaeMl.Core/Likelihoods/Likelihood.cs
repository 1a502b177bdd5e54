using System.Runtime.Intrinsics;

namespace VaeMl.Likelihoods;

/// <summary>
/// The distribution of one feature given the decoder's output for it: log p(x|z), its gradient, its mean or mode, and its draws.
/// A further likelihood is a further type of this kind.
/// </summary>
/// <remarks>
/// Lanes are rows of data. x is in the network's units (standardised, or as given); parameter p₀ is the mean or logit, or the logits of a category's levels; p₁ the log-variance,
/// which only likelihoods with <see cref="HasVariance"/> read, as they do the least variance, the floor. A missing x is NaN; callers drop what is computed for it.
/// </remarks>
internal abstract unsafe class Likelihood
{
    /// <summary>Terms are cut here, so that a row of the largest floats still has a finite score.</summary>
    public const float LargestTerm = 1e30f;

    /// <summary>The name in the model file.</summary>
    public abstract string Name { get; }

    public abstract LikelihoodKind Kind { get; }

    /// <summary>The levels of a category, c; 0 for a number.</summary>
    public abstract int Levels { get; }

    /// <summary>How many inputs of the encoder, and outputs p₀ of the decoder, belong to the feature: one, or one for each level.</summary>
    public int Slots => Math.Max(1, Levels);

    /// <summary>Whether the second parameter, a log-variance, is used.</summary>
    public abstract bool HasVariance { get; }

    /// <summary>Whether the feature is standardised inside the model.</summary>
    public bool IsStandardized => HasVariance;

    /// <summary>What is added to <c>NegativeLog</c> whatever x and z are, without the scale's log-Jacobian, in nats.</summary>
    public abstract double Constant { get; }

    /// <summary>For a run of features, 16 lanes of each: the variance v and log v that the second parameter stands for.</summary>
    /// <param name="p1">[features][32].</param>
    /// <param name="floors">The least variance of each feature of the run.</param>
    /// <param name="v">[features][32], as are all pointers that follow.</param>
    /// <param name="logV">log v.</param>
    public abstract void Variances(float* p1, ReadOnlySpan<float> floors, float* v, float* logV);

    /// <summary>For a run of features, 16 lanes of each: −log p(x|z) − <see cref="Constant"/> in nats, from variances at hand.</summary>
    /// <param name="x">[features][32].</param>
    /// <param name="p0">[features · <see cref="Slots"/>][32].</param>
    /// <param name="v">[features][32], as are all pointers that follow.</param>
    /// <param name="logV">log v.</param>
    /// <param name="terms">Gets the terms.</param>
    /// <param name="features">How many.</param>
    public abstract void NegativeLogs(float* x, float* p0, float* v, float* logV, float* terms, int features);

    /// <summary>For a run of features, 16 lanes of each: the terms, uncut, and their derivatives. Training rows hold no value that is unseen.</summary>
    /// <param name="x">[features][32].</param>
    /// <param name="p0">[features · <see cref="Slots"/>][32].</param>
    /// <param name="p1">[features][32].</param>
    /// <param name="floors">The least variance of each feature of the run.</param>
    /// <param name="terms">[features][32]: gets the terms.</param>
    /// <param name="g0">Like p0: gets the derivatives with respect to it.</param>
    /// <param name="g1">Like p1: gets the derivatives with respect to it.</param>
    public abstract void Gradients(float* x, float* p0, float* p1, ReadOnlySpan<float> floors, float* terms, float* g0, float* g1);

    /// <summary>What to put for x where one value is wanted, in the network's units, 16 lanes of it: E[x|z], or of a category the likeliest level.</summary>
    /// <param name="p0">[<see cref="Slots"/>][32].</param>
    public abstract Vector512<float> Typical(float* p0);

    /// <summary>A draw from p(x|z) in the network's units.</summary>
    /// <param name="p0">[<see cref="Slots"/>][32], from the row's lane on.</param>
    /// <param name="p1">The log-variance.</param>
    /// <param name="floor">The least variance.</param>
    /// <param name="uniform">A draw from U(0, 1).</param>
    /// <param name="normal">A draw from N(0, 1).</param>
    public abstract double Draw(float* p0, double p1, float floor, double uniform, double normal);
}
