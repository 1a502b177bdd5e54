using TorchSharp;

namespace VaeMl.Torch.Tensors;

/// <summary>
/// Scalars for tensor operations. An operation hands a scalar's native handle over and does not keep the scalar alive meanwhile, so that one made
/// in passing (<c>x * 0.5f</c>) may be collected under the operation's feet. Constants are therefore kept here for good, and others in a variable
/// that is disposed of after the operation.
/// </summary>
internal static class TorchScalars
{
    public static readonly Scalar MinusFive = -5f, MinusTwo = -2f, MinusOne = -1f, MinusHalf = -0.5f, Quarter = 0.25f, Half = 0.5f, One = 1f, TwoAndHalf = 2.5f;

    public static readonly Scalar RootOfTwo = MathF.Sqrt(2);

    public static readonly Scalar LowestPosterior = Networks.PosteriorLogVariance.LowestLogVariance, HighestPosterior = Networks.PosteriorLogVariance.HighestLogVariance;

    public static readonly Scalar LowestVariance = VaeMl.Likelihoods.DecodedVariance.LowestLog, HighestVariance = VaeMl.Likelihoods.DecodedVariance.HighestLog;

    /// <summary>a + b, whose own form makes a scalar in passing.</summary>
    public static torch.Tensor Plus(this torch.Tensor a, torch.Tensor b) => a.add(b, One);

    /// <summary>a², likewise.</summary>
    public static torch.Tensor Squared(this torch.Tensor a) => a * a;
}
