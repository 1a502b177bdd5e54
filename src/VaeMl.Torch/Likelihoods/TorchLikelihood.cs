using VaeMl.Likelihoods;
using static TorchSharp.torch;

namespace VaeMl.Torch.Likelihoods;

/// <summary>log p(x|z) of a likelihood and its gradient, as tensor operations. There is a subclass for each subclass of <see cref="Likelihood"/>.</summary>
internal abstract class TorchLikelihood
{
    /// <summary>The tensors that outlive the dispose scope they were created in.</summary>
    public virtual IEnumerable<Tensor> Tensors => [];

    /// <summary>Computes −log p(x|z) without its constant, in nats, for each element, and its derivatives.</summary>
    /// <param name="x">[B, d]: values in the network's units, finite.</param>
    /// <param name="p0">[S, B, D]: means or logits.</param>
    /// <param name="p1">[S, B, d], or [d] if they are the same for all rows: log-variances; null if no likelihood uses them.</param>
    /// <param name="logFloor">[d]: logarithms of the variance floors.</param>
    public abstract LikelihoodTerms Evaluate(Tensor x, Tensor p0, Tensor? p1, Tensor logFloor);

    /// <summary>Creates the tensor form of a likelihood on a device.</summary>
    public static TorchLikelihood Create(Likelihood likelihood, Device device) => likelihood switch
    {
        BernoulliLikelihood => new TorchBernoulli(),
        GaussianLikelihood => new TorchGaussian(),
        StudentTLikelihood => new TorchStudentT(),
        CategoricalLikelihood categorical => new TorchCategorical(categorical.Levels, device),
        _ => throw new NotSupportedException($"The likelihood '{likelihood.Name}' has no form in TorchSharp yet; train with VaeTrainer."),
    };
}

/// <summary>The result of a likelihood. The caller may overwrite it.</summary>
/// <param name="Values">[S, B, d]: −log p(x|z) without its constant, in nats.</param>
/// <param name="Gradient0">[S, B, D]: the derivative with respect to p₀.</param>
/// <param name="Gradient1">[S, B, d]: the derivative with respect to p₁; null if it is 0.</param>
internal readonly record struct LikelihoodTerms(Tensor Values, Tensor Gradient0, Tensor? Gradient1);
