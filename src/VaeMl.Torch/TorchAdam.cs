using static TorchSharp.torch;

namespace VaeMl.Torch;

/// <summary>Adam (Kingma and Ba 2015, algorithm 1), with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸, in the order of operations of the built-in trainer.</summary>
/// <param name="parameters">The flat parameters it moves.</param>
internal sealed class TorchAdam(Tensor parameters) : IDisposable
{
    private const float Beta1 = 0.9f, Beta2 = 0.999f, Epsilon = 1e-8f;
    private readonly Tensor _first = zeros_like(parameters);
    private readonly Tensor _second = zeros_like(parameters);

    /// <summary>What outlives the scope it was made in.</summary>
    public IEnumerable<Tensor> Tensors => [_first, _second];

    /// <summary>Moves the parameters.</summary>
    /// <param name="gradient">As long as the parameters.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="step">The step's number, from 1.</param>
    public void Update(Tensor gradient, double learningRate, int step)
    {
        double firstCorrection = learningRate / (1 - Math.Pow(Beta1, step));
        double secondCorrection = 1 / (1 - Math.Pow(Beta2, step));
        _first.mul_(Beta1).add_(gradient, 1 - Beta1);
        _second.mul_(Beta2).addcmul_(gradient, gradient, 1 - Beta2);
        Tensor scale = _second.mul((float)secondCorrection).sqrt_().add_(Epsilon);
        parameters.addcdiv_(_first, scale, -(float)firstCorrection);
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }
}
