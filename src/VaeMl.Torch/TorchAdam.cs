using TorchSharp;
using VaeMl.Torch.Tensors;
using static TorchSharp.torch;
using static VaeMl.Training.Engines.AdamConstants;

namespace VaeMl.Torch;

/// <summary>The Adam optimizer (Kingma and Ba 2015, algorithm 1).</summary>
/// <param name="parameters">The flat parameters to update.</param>
internal sealed class TorchAdam(Tensor parameters) : IDisposable
{
    private readonly Scalar _keepFirst = Beta1, _addFirst = 1 - Beta1, _keepSecond = Beta2, _addSecond = 1 - Beta2;

    /// <summary>The tensors that outlive the dispose scope they were created in.</summary>
    public IEnumerable<Tensor> Tensors => [First, Second];

    /// <summary>The first moments, with the length of the parameters.</summary>
    public Tensor First { get; } = zeros_like(parameters);

    /// <summary>The second moments, with the length of the parameters.</summary>
    public Tensor Second { get; } = zeros_like(parameters);

    /// <summary>Updates the parameters.</summary>
    /// <param name="gradient">
    /// The gradient, with the length of the parameters. It is overwritten: allocating a tensor of this size in every step would cost more than the arithmetic.
    /// </param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="step">The number of the step, from 1.</param>
    public void Update(Tensor gradient, double learningRate, int step)
    {
        double firstCorrection = 1 - Math.Pow(Beta1, step), secondCorrection = Math.Sqrt(1 - Math.Pow(Beta2, step));
        using Scalar epsilon = (float)(Epsilon * secondCorrection), rate = (float)(-learningRate * secondCorrection / firstCorrection);
        First.mul_(_keepFirst).add_(gradient, _addFirst);
        Second.mul_(_keepSecond).addcmul_(gradient, gradient, _addSecond);
        Tensor scale = gradient.copy_(Second).sqrt_().add_(epsilon, TorchScalars.One);
        parameters.addcdiv_(First, scale, rate);
    }

    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
        foreach (Scalar scalar in (Scalar[])[_keepFirst, _addFirst, _keepSecond, _addSecond])
            scalar.Dispose();
    }
}
