using VaeMl.Torch.Tensors;
using static TorchSharp.torch;

namespace VaeMl.Torch.Likelihoods;

/// <summary>
/// Categories with c levels each and logits l: −log p(x = k|z) = log Σᵢ exp(lᵢ) − lₖ, with derivative softmax(l) − 1ₖ. Training rows hold no other x.
/// </summary>
/// <param name="levels">The number of levels, c.</param>
/// <param name="device">The device of the tensors.</param>
internal sealed class TorchCategorical(int levels, Device device) : TorchLikelihood
{
    private readonly Tensor _numbers = tensor([.. Enumerable.Range(0, levels).Select(k => (float)k)], device: device);

    public override IEnumerable<Tensor> Tensors => [_numbers];

    /// <inheritdoc/>
    /// <param name="x">[B, n]: level numbers.</param>
    /// <param name="p0">[S, B, n·c]: logits, one category after another.</param>
    /// <param name="p1">Not used.</param>
    /// <param name="logFloor">Not used.</param>
    public override LikelihoodTerms Evaluate(Tensor x, Tensor p0, Tensor? p1, Tensor logFloor)
    {
        Tensor logs = p0.reshape(p0.shape[0], p0.shape[1], x.shape[^1], _numbers.shape[0]).log_softmax(-1);
        Tensor own = x.unsqueeze(-1).eq(_numbers).to_type(x.dtype);
        Tensor values = (logs * own).sum(dim: -1).neg_();
        return new LikelihoodTerms(values, logs.exp_().add_(own, TorchScalars.MinusOne).reshape(p0.shape), null);
    }
}
