using static TorchSharp.torch;

namespace VaeMl.Torch;

/// <summary>One dense layer y = W x + b: views of the flat parameters and of their flat gradient.</summary>
/// <param name="Weights">[n, k].</param>
/// <param name="Transposed">[k, n]: the same.</param>
/// <param name="Bias">[n].</param>
/// <param name="WeightSlopes">[n, k]: the loss's gradient at the weights.</param>
/// <param name="BiasSlopes">[n].</param>
internal sealed record TorchLayer(Tensor Weights, Tensor Transposed, Tensor Bias, Tensor WeightSlopes, Tensor BiasSlopes)
{
    public IEnumerable<Tensor> Tensors => [Weights, Transposed, Bias, WeightSlopes, BiasSlopes];
}

/// <summary>
/// Dense layers with an activation behind each but the last, forward and backward: four products a layer.
/// </summary>
/// <param name="layers">From the input on.</param>
/// <param name="activation">Behind each but the last.</param>
/// <param name="ones">Ones, at least as many as there are rows.</param>
internal sealed class TorchChain(TorchLayer[] layers, TorchActivation activation, Tensor ones)
{
    private readonly Tensor[] _inputs = new Tensor[layers.Length];
    private readonly Tensor[] _kept = new Tensor[layers.Length];

    /// <summary>[B, first layer's inputs] → [B, last layer's outputs].</summary>
    public Tensor Forward(Tensor x)
    {
        for (int i = 0; i < layers.Length; i++)
        {
            _inputs[i] = x;
            x = layers[i].Bias.addmm(x, layers[i].Transposed);
            if (i < layers.Length - 1)
                (x, _kept[i]) = activation.Forward(x);
        }
        return x;
    }

    /// <summary>Carries a gradient back through what <see cref="Forward"/> has computed in the same scope, and leaves each layer's at its slopes.</summary>
    /// <param name="gradient">[B, last layer's outputs].</param>
    /// <param name="needInput">Whether the gradient at the input is wanted.</param>
    /// <returns>[B, first layer's inputs], or null.</returns>
    public Tensor? Backward(Tensor gradient, bool needInput)
    {
        Tensor each = ones.narrow(0, 0, gradient.shape[0]);
        for (int i = layers.Length - 1; i >= 0; i--)
        {
            Tensor transposed = gradient.t();
            layers[i].WeightSlopes.addmm_(transposed, _inputs[i], beta: 0);
            layers[i].BiasSlopes.addmv_(transposed, each, beta: 0);
            if (i == 0 && !needInput)
                return null;
            gradient = gradient.mm(layers[i].Weights);
            if (i > 0)
                activation.Backward(gradient, _inputs[i], _kept[i - 1]);
        }
        return gradient;
    }
}
