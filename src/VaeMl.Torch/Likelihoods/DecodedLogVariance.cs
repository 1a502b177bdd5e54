using VaeMl.Likelihoods;
using VaeMl.Torch.Tensors;
using static TorchSharp.torch;

namespace VaeMl.Torch.Likelihoods;

/// <summary>Computes log v for v = floor + exp(a), the variance of <see cref="DecodedVariance"/>.</summary>
internal static class DecodedLogVariance
{
    /// <param name="a">The decoder's output.</param>
    /// <param name="logFloor">The logarithm of the floor.</param>
    /// <param name="relative">v′/v, where v′ is the derivative with respect to a; it is 0 where a is clamped.</param>
    public static Tensor Decode(Tensor a, Tensor logFloor, out Tensor relative)
    {
        Tensor clamped = a.clamp(TorchScalars.LowestVariance, TorchScalars.HighestVariance);
        Tensor logVariance = clamped.logaddexp(logFloor);
        relative = (clamped - logVariance).exp_().mul_(clamped.eq(a));
        return logVariance;
    }
}
