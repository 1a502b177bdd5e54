using TorchSharp;
using VaeMl.Torch.Tensors;
using static TorchSharp.torch;

namespace VaeMl.Torch;

/// <summary>
/// The latent part of a mini-batch's ELBO, computed as in the built-in trainer: the reparameterization z = μ + σu, the terms log p(z) and
/// log q(z|x), and their gradient at the encoder's output.
/// </summary>
internal sealed class TorchLatentTerm
{
    private readonly LatentTermKind _kind;
    private readonly Tensor _mean;
    private readonly Tensor _raw;
    private readonly Tensor _logVariance;
    private readonly Tensor _sigma;
    private readonly Tensor _noise;

    /// <summary>Samples z from the encoder's output.</summary>
    /// <param name="kind">Whether the term is taken in closed form or at the samples.</param>
    /// <param name="head">[B, 2q]: the encoder's output, μ and log σ² side by side.</param>
    /// <param name="noise">[S, B, q]: u.</param>
    public TorchLatentTerm(LatentTermKind kind, Tensor head, Tensor noise)
    {
        long latent = head.shape[1] / 2;
        _kind = kind;
        _mean = head.narrow(1, 0, latent);
        _raw = head.narrow(1, latent, latent);
        _logVariance = _raw.clamp(TorchScalars.LowestPosterior, TorchScalars.HighestPosterior);
        _sigma = (_logVariance * TorchScalars.Half).exp_();
        _noise = noise;
        Sample = _mean.addcmul(_sigma, noise, TorchScalars.One);
    }

    /// <summary>[S, B, q]: z.</summary>
    public Tensor Sample { get; }

    /// <summary>Computes the terms, and the gradient of the whole loss, to which the reconstruction contributes.</summary>
    /// <param name="atSample">[S, B, q]: the gradient of the reconstruction at z; overwritten.</param>
    /// <param name="weight">The weight of each row's latent term in the loss, β/B.</param>
    /// <returns>log p(z) and log q(z|x), summed over the rows and averaged over the samples; and the gradient of the loss at the encoder's output, [B, 2q].</returns>
    public (TorchSum LogPrior, TorchSum LogPosterior, Tensor Gradient) Evaluate(Tensor atSample, double weight)
    {
        bool closed = _kind == LatentTermKind.ClosedForm;
        long samples = _noise.shape[0], count = _mean.numel();
        double constant = -0.5 * count * Math.Log(2 * Math.PI);
        Tensor variance = _sigma.Squared();
        TorchSum logPrior, logPosterior = new(_logVariance.sum(ScalarType.Float64), -0.5, closed ? constant - 0.5 * count : constant);
        if (closed)
        {
            logPrior = new TorchSum(_mean.Squared().Plus(variance).sum(ScalarType.Float64), -0.5, constant);
        }
        else
        {
            using Scalar share = weight / samples, perSample = 1.0 / samples;
            logPrior = new TorchSum(Sample.Squared().sum(ScalarType.Float64), -0.5 / samples, constant);
            logPosterior.Tensor.add_(_noise.Squared().sum(ScalarType.Float64), perSample);
            // −log p(z) = ½ z² + …, whose gradient is z.
            atSample.add_(Sample, share);
        }
        using Scalar whole = weight, half = 0.5 * weight, minusHalf = -0.5 * weight;
        Tensor mean = Total(atSample);
        // dz/d log σ² = ½ σu. In the sampled form only −½ log σ² remains here of KL = ½ Σ (σ² + μ² − 1 − log σ²).
        Tensor logVariance = Total(atSample * _noise).mul_(_sigma).mul_(TorchScalars.Half).add_(minusHalf, TorchScalars.One);
        if (closed)
        {
            mean.add_(_mean, whole);
            logVariance.add_(variance, half);
        }
        // The gradient is 0 where log σ² was clamped.
        return (logPrior, logPosterior, cat([mean, logVariance.mul_(_logVariance.eq(_raw))], 1));
    }

    private static Tensor Total(Tensor samples) => samples.shape[0] == 1 ? samples.squeeze(0) : samples.sum(dim: 0);
}
