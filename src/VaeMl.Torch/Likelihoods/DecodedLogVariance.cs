using VaeMl.Likelihoods;
using VaeMl.Torch.Tensors;
using static TorchSharp.torch;

namespace VaeMl.Torch.Likelihoods;

/// <summary>log v with v = floor + exp(a), as <see cref="DecodedVariance"/> takes v.</summary>
internal static class DecodedLogVariance
{
    /// <param name="a">The decoder's.</param>
    /// <param name="logFloor">The floor's logarithm.</param>
    /// <param name="relative">v′/v with v′ the derivative with respect to a, which is 0 where a is clamped.</param>
    public static Tensor Decode(Tensor a, Tensor logFloor, out Tensor relative)
    {
        Tensor clamped = a.clamp(TorchScalars.LowestVariance, TorchScalars.HighestVariance);
        Tensor logVariance = clamped.logaddexp(logFloor);
        relative = (clamped - logVariance).exp_().mul_(clamped.eq(a));
        return logVariance;
    }
}
