using static TorchSharp.torch;

namespace VaeMl.Torch.Likelihoods;

/// <summary>Gaussian with mean m and variance v = floor + exp(a): −log p(x|z) = ½ log 2π + ½ log v + ½ (x − m)²/v.</summary>
internal sealed class TorchGaussian : TorchLikelihood
{
    public override Tensor NegativeLog(Tensor x, Tensor p0, Tensor? p1, Tensor logFloor)
    {
        Tensor logVariance = DecodedLogVariance.Of(p1!, logFloor);
        return logVariance.Plus((x - p0).Squared() * logVariance.neg().exp()) * TorchScalars.Half;
    }
}
