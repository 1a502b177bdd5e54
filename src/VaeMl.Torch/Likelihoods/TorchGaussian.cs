using static TorchSharp.torch;

namespace VaeMl.Torch.Likelihoods;

/// <summary>Gaussian with mean m and variance v = floor + exp(a): −log p(x|z) = ½ log 2π + ½ log v + ½ (x − m)²/v.</summary>
/// <param name="floor">The least variance, in the network's units.</param>
internal sealed class TorchGaussian(float floor) : TorchLikelihood
{
    public override Tensor NegativeLog(Tensor x, Tensor p0, Tensor? p1)
    {
        Tensor logVariance = DecodedLogVariance.Of(p1!, floor);
        return logVariance.Plus((x - p0).Squared() * logVariance.neg().exp()) * TorchScalars.Half;
    }
}
