using VaeMl.Likelihoods;
using static TorchSharp.torch;

namespace VaeMl.Torch.Likelihoods;

/// <summary>log v with v = floor + exp(a), as <see cref="DecodedVariance"/> takes v.</summary>
internal static class DecodedLogVariance
{
    /// <summary>Kept as a logarithm: the gradient of a quotient divides by v², which an outlier of 10¹⁸ standard deviations would overflow.</summary>
    public static Tensor Of(Tensor a, Tensor logFloor)
    {
        Tensor clamped = a.clamp(TorchScalars.LowestVariance, TorchScalars.HighestVariance);
        return clamped.logaddexp(logFloor);
    }
}
