using TorchSharp;

namespace VaeMl.Torch.Tensors;

/// <summary>
/// Scalars for tensor operations. An operation passes on the native handle of a scalar but does not keep the scalar alive, so a temporary one
/// (<c>x * 0.5f</c>) may be garbage-collected during the operation. Therefore constants are kept here permanently. Any other scalar is kept in a
/// variable, which is disposed after the operation.
/// </summary>
internal static class TorchScalars
{
    public static readonly Scalar MinusFive = -5f, MinusTwo = -2f, MinusOne = -1f, MinusHalf = -0.5f, Quarter = 0.25f, Half = 0.5f, One = 1f, TwoAndHalf = 2.5f;

    public static readonly Scalar LowestPosterior = Networks.PosteriorLogVariance.LowestLogVariance, HighestPosterior = Networks.PosteriorLogVariance.HighestLogVariance;

    public static readonly Scalar LowestVariance = VaeMl.Likelihoods.DecodedVariance.LowestLog, HighestVariance = VaeMl.Likelihoods.DecodedVariance.HighestLog;

    /// <summary>a + b. The operator + would create a temporary scalar.</summary>
    public static torch.Tensor Plus(this torch.Tensor a, torch.Tensor b) => a.add(b, One);

    /// <summary>a², without a temporary scalar.</summary>
    public static torch.Tensor Squared(this torch.Tensor a) => a * a;
}
