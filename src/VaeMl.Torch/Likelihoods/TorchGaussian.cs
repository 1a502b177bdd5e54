using VaeMl.Torch.Tensors;
using static TorchSharp.torch;

namespace VaeMl.Torch.Likelihoods;

/// <summary>
/// Gaussian with mean m and variance v = floor + exp(a): −log p(x|z) = ½ log 2π + ½ log v + ½ r²/v with r = x − m.
/// The derivatives are −r/v with respect to m and ½ (1 − r²/v)·v′/v with respect to a.
/// </summary>
internal sealed class TorchGaussian : TorchLikelihood
{
    public override LikelihoodTerms Evaluate(Tensor x, Tensor p0, Tensor? p1, Tensor logFloor)
    {
        Tensor logVariance = DecodedLogVariance.Decode(p1!, logFloor, out Tensor relative);
        Tensor residual = x - p0;
        Tensor scaled = residual * logVariance.neg().exp_();
        Tensor square = residual.mul_(scaled);
        relative.mul_(TorchScalars.Half);
        return new LikelihoodTerms(
            square.Plus(logVariance).mul_(TorchScalars.Half),
            scaled.neg_(),
            relative.addcmul(square, relative, TorchScalars.MinusOne));
    }
}
