using VaeMl.Torch.Tensors;
using static TorchSharp.torch;

namespace VaeMl.Torch;

/// <summary>An activation function and its derivative, as tensor operations.</summary>
internal abstract class TorchActivation
{
    public static TorchActivation Create(ActivationKind kind) => kind switch
    {
        ActivationKind.Relu => new Relu(),
        ActivationKind.Silu => new Silu(),
        ActivationKind.Tanh => new Tanh(),
        _ => throw new NotSupportedException($"The activation {kind} has no form in TorchSharp yet."),
    };

    /// <summary>Computes f(a), and what the backward pass needs in addition.</summary>
    /// <param name="a">The input; overwritten.</param>
    public abstract (Tensor Value, Tensor Kept) Forward(Tensor a);

    /// <summary>Turns the gradient at f(a) into the gradient at a.</summary>
    /// <param name="gradient">The gradient; overwritten.</param>
    /// <param name="value">f(a).</param>
    /// <param name="kept">What <see cref="Forward"/> returned with it.</param>
    public abstract void Backward(Tensor gradient, Tensor value, Tensor kept);

    private sealed class Relu : TorchActivation
    {
        public override (Tensor Value, Tensor Kept) Forward(Tensor a) => (a.relu_(), a);

        public override void Backward(Tensor gradient, Tensor value, Tensor kept) => gradient.mul_(value.sign());
    }

    /// <summary>y = a·s with s = sigmoid(a). The derivative is s + y(1 − s).</summary>
    private sealed class Silu : TorchActivation
    {
        public override (Tensor Value, Tensor Kept) Forward(Tensor a)
        {
            Tensor sigmoid = a.sigmoid();
            return (a.mul_(sigmoid), sigmoid);
        }

        public override void Backward(Tensor gradient, Tensor value, Tensor kept) =>
            gradient.mul_(value.addcmul(value, kept, TorchScalars.MinusOne).add_(kept, TorchScalars.One));
    }

    /// <summary>y = tanh(a). The derivative is 1 − y².</summary>
    private sealed class Tanh : TorchActivation
    {
        public override (Tensor Value, Tensor Kept) Forward(Tensor a) => (a.tanh_(), a);

        public override void Backward(Tensor gradient, Tensor value, Tensor kept) =>
            gradient.addcmul_(gradient * value, value, TorchScalars.MinusOne);
    }
}
