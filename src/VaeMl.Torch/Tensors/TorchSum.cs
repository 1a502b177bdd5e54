using static TorchSharp.torch;

namespace VaeMl.Torch.Tensors;

/// <summary>A term of the objective, in nats: a sum on the device, and what is known without asking the device.</summary>
/// <param name="Tensor">[], double precision.</param>
/// <param name="Factor">What it is to be multiplied by.</param>
/// <param name="Constant">What is to be added then.</param>
internal readonly record struct TorchSum(Tensor Tensor, double Factor, double Constant)
{
    /// <summary>The term for the sum's value.</summary>
    public double Of(double value) => Factor * value + Constant;
}
