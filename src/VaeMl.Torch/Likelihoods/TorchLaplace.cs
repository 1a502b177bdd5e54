using VaeMl.Torch.Tensors;
using static TorchSharp.torch;

namespace VaeMl.Torch.Likelihoods;

/// <summary>
/// Laplace with location m and variance v = floor + exp(a), so of scale b = √(v/2): −log p(x|z) = ½ log 2 + ½ log v + |r|/b with r = x − m,
/// of derivatives −sign(r)/b with respect to m, 0 where r is, and ½ (1 − |r|/b)·v′/v with respect to a.
/// </summary>
internal sealed class TorchLaplace : TorchLikelihood
{
    public override LikelihoodTerms Evaluate(Tensor x, Tensor p0, Tensor? p1, Tensor logFloor)
    {
        Tensor logVariance = DecodedLogVariance.Decode(p1!, logFloor, out Tensor relative);
        Tensor inverseScale = logVariance.mul(TorchScalars.MinusHalf).exp_().mul_(TorchScalars.RootOfTwo);
        Tensor residual = x - p0;
        Tensor distance = residual.abs().mul_(inverseScale);
        relative.mul_(TorchScalars.Half);
        return new LikelihoodTerms(
            distance.add(logVariance, TorchScalars.Half),
            residual.sign_().mul_(inverseScale).neg_(),
            relative.addcmul(distance, relative, TorchScalars.MinusOne));
    }
}
