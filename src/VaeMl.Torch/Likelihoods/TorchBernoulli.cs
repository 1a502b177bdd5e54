using VaeMl.Torch.Tensors;
using static TorchSharp.torch;

namespace VaeMl.Torch.Likelihoods;

/// <summary>Bernoulli with logit l: −log p(x|z) = softplus(l) − x·l, with derivative sigmoid(l) − x. Training rows have x in [0, 1].</summary>
internal sealed class TorchBernoulli : TorchLikelihood
{
    public override LikelihoodTerms Evaluate(Tensor x, Tensor p0, Tensor? p1, Tensor logFloor)
    {
        Tensor softplus = p0.logaddexp(zeros([], dtype: p0.dtype, device: p0.device));
        return new LikelihoodTerms(softplus.addcmul_(x, p0, TorchScalars.MinusOne), p0.sigmoid().add_(x, TorchScalars.MinusOne), null);
    }
}
