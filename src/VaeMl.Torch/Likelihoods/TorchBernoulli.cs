using static TorchSharp.torch;

namespace VaeMl.Torch.Likelihoods;

/// <summary>Bernoulli with logit l: −log p(x|z) = softplus(l) − x·l for x in [0, 1], as training rows are.</summary>
internal sealed class TorchBernoulli : TorchLikelihood
{
    public override Tensor NegativeLog(Tensor x, Tensor p0, Tensor? p1, Tensor logFloor) =>
        p0.logaddexp(zeros([], dtype: p0.dtype, device: p0.device)) - x * p0;
}
