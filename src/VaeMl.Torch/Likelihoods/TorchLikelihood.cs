using VaeMl.Likelihoods;
using static TorchSharp.torch;

namespace VaeMl.Torch.Likelihoods;

/// <summary>log p(x|z) of one likelihood as tensor operations, from which autograd makes the gradient. One small type for each type of <see cref="Likelihood"/>.</summary>
internal abstract class TorchLikelihood
{
    /// <summary>−log p(x|z) without its constant, in nats, element by element.</summary>
    /// <param name="x">[B, d] values in the network's units, finite.</param>
    /// <param name="p0">[S, B, d] means or logits.</param>
    /// <param name="p1">[S, B, d] log-variances; null where no likelihood uses them.</param>
    /// <param name="logFloor">[d]: logarithms of the least variances.</param>
    public abstract Tensor NegativeLog(Tensor x, Tensor p0, Tensor? p1, Tensor logFloor);

    /// <summary>The tensor form of a likelihood.</summary>
    public static TorchLikelihood Of(Likelihood likelihood) => likelihood switch
    {
        BernoulliLikelihood => new TorchBernoulli(),
        GaussianLikelihood => new TorchGaussian(),
        StudentTLikelihood => new TorchStudentT(),
        _ => throw new NotSupportedException($"The likelihood '{likelihood.Name}' has no form in TorchSharp yet; train with VaeTrainer."),
    };
}
