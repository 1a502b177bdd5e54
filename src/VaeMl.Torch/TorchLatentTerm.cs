using TorchSharp;
using static TorchSharp.torch;

namespace VaeMl.Torch;

/// <summary>The latent side of a batch's ELBO: reparameterization z = μ + σu and the terms log p(z) and log q(z|x), as the built-in trainer takes them.</summary>
internal sealed class TorchLatentTerm
{
    private readonly Tensor _mean;
    private readonly Tensor _logVariance;
    private readonly Tensor _variance;
    private readonly Tensor _noise;

    /// <summary>Takes the encoder's output.</summary>
    /// <param name="head">[B, 2q]: μ beside log σ².</param>
    /// <param name="noise">[S, B, q]: u.</param>
    public TorchLatentTerm(Tensor head, Tensor noise)
    {
        Tensor[] halves = head.chunk(2, -1);
        _mean = halves[0];
        // Outside its range the clamp lets no gradient through.
        _logVariance = halves[1].clamp(TorchScalars.LowestPosterior, TorchScalars.HighestPosterior);
        Tensor sigma = (_logVariance * TorchScalars.Half).exp();
        _variance = sigma.Squared();
        _noise = noise;
        Sample = _mean.Plus(sigma * noise);
    }

    /// <summary>[S, B, q]: z.</summary>
    public Tensor Sample { get; }

    /// <summary>The sums over the batch's rows.</summary>
    /// <param name="kind">In closed form, or at the samples.</param>
    /// <returns>log p(z) and log q(z|x), a mean over the samples, in nats; and their difference but for its constant, of which the gradient is taken.</returns>
    public (Tensor LogPrior, Tensor LogPosterior, Tensor Difference) Evaluate(LatentTermKind kind)
    {
        long count = _mean.numel();
        using Scalar samples = _noise.shape[0], all = count, constant = 0.5 * count * Math.Log(2 * Math.PI);
        Tensor logVariance = _logVariance.sum(ScalarType.Float64);
        Tensor secondMoment, noise;
        if (kind == LatentTermKind.ClosedForm)
        {
            secondMoment = _mean.Squared().Plus(_variance).sum(ScalarType.Float64);
            noise = full_like(logVariance, all);
        }
        else
        {
            secondMoment = Sample.Squared().sum(ScalarType.Float64) / samples;
            noise = _noise.Squared().sum(ScalarType.Float64) / samples;
        }
        return (
            secondMoment.detach() * TorchScalars.MinusHalf - constant,
            logVariance.detach().Plus(noise) * TorchScalars.MinusHalf - constant,
            (secondMoment - logVariance) * TorchScalars.Half);
    }
}
