using static TorchSharp.torch;

namespace VaeMl.Torch.Likelihoods;

/// <summary>
/// Student's t with ν = 4 degrees of freedom, location m and squared scale v = floor + exp(a):
/// −log p(x|z) = −log(3/8) + ½ log v + 5/2 log(1 + (x − m)²/(4v)).
/// </summary>
internal sealed class TorchStudentT : TorchLikelihood
{
    public override Tensor NegativeLog(Tensor x, Tensor p0, Tensor? p1, Tensor logFloor)
    {
        Tensor logScale = DecodedLogVariance.Of(p1!, logFloor);
        Tensor tail = ((x - p0).Squared() * (logScale.neg().exp() * TorchScalars.Quarter)).log1p();
        return (logScale * TorchScalars.Half).Plus(tail * TorchScalars.TwoAndHalf);
    }
}
