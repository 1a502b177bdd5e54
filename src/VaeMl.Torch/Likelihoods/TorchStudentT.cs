using VaeMl.Torch.Tensors;
using static TorchSharp.torch;

namespace VaeMl.Torch.Likelihoods;

/// <summary>
/// Student's t with ν = 4 degrees of freedom, location m and squared scale v = floor + exp(a): −log p(x|z) = −log(3/8) + ½ log v + 5/2 log(1 + u)
/// with r = x − m and u = r²/(4v). With w = 1/(1 + u) the derivatives are −5wr/(4v) with respect to m and ½ (5w − 4)·v′/v with respect to a.
/// </summary>
internal sealed class TorchStudentT : TorchLikelihood
{
    public override LikelihoodTerms Evaluate(Tensor x, Tensor p0, Tensor? p1, Tensor logFloor)
    {
        Tensor logScale = DecodedLogVariance.Decode(p1!, logFloor, out Tensor relative);
        Tensor quarter = logScale.neg().exp_().mul_(TorchScalars.Quarter);
        Tensor residual = x - p0;
        Tensor scaled = residual * quarter;
        Tensor u = residual.mul_(scaled);
        Tensor values = u.log1p().mul_(TorchScalars.TwoAndHalf).add_(logScale, TorchScalars.Half);
        Tensor weight = u.add_(TorchScalars.One, TorchScalars.One).reciprocal_();
        return new LikelihoodTerms(
            values,
            scaled.mul_(weight).mul_(TorchScalars.MinusFive),
            weight.mul_(relative).mul_(TorchScalars.TwoAndHalf).add_(relative, TorchScalars.MinusTwo));
    }
}
