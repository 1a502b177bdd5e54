using static TorchSharp.torch;

namespace VaeMl.Torch;

/// <summary>Adam (Kingma and Ba 2015, algorithm 1), with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.</summary>
/// <param name="parameters">The flat parameters it moves.</param>
internal sealed class TorchAdam(Tensor parameters) : IDisposable
{
    private const float Beta1 = 0.9f, Beta2 = 0.999f, Epsilon = 1e-8f;
    private readonly Tensor _first = zeros_like(parameters);
    private readonly Tensor _second = zeros_like(parameters);

    /// <summary>What outlives the scope it was made in.</summary>
    public IEnumerable<Tensor> Tensors => [_first, _second];

    /// <summary>Moves the parameters.</summary>
    /// <param name="gradient">As long as the parameters. It is overwritten: a new tensor of this size in every step would cost more than the arithmetic.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="step">The step's number, from 1.</param>
    public void Update(Tensor gradient, double learningRate, int step)
    {
        double firstCorrection = 1 - Math.Pow(Beta1, step), secondCorrection = Math.Sqrt(1 - Math.Pow(Beta2, step));
        _first.mul_(Beta1).add_(gradient, 1 - Beta1);
        _second.mul_(Beta2).addcmul_(gradient, gradient, 1 - Beta2);
        Tensor scale = gradient.copy_(_second).sqrt_().add_((float)(Epsilon * secondCorrection));
        parameters.addcdiv_(_first, scale, (float)(-learningRate * secondCorrection / firstCorrection));
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }
}
