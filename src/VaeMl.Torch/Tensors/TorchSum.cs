using static TorchSharp.torch;

namespace VaeMl.Torch.Tensors;

/// <summary>A term of the objective, in nats: factor × sum + constant, where only the sum is on the device.</summary>
/// <param name="Tensor">The sum: [], double precision.</param>
/// <param name="Factor">The factor.</param>
/// <param name="Constant">The constant.</param>
internal readonly record struct TorchSum(Tensor Tensor, double Factor, double Constant)
{
    /// <summary>The term, given the value of the sum.</summary>
    public double Evaluate(double value) => Factor * value + Constant;
}
