using static TorchSharp.torch;

namespace VaeMl.Torch;

/// <summary>
/// A multi-layer perceptron: dense layers with an activation after each but the last. A forward and backward pass takes four matrix
/// products per layer.
/// </summary>
/// <param name="layers">The layers, in order from the input.</param>
/// <param name="activation">The activation after each layer but the last.</param>
/// <param name="ones">A vector of ones, at least as long as a pass has rows.</param>
internal sealed class TorchMlp(TorchLayer[] layers, TorchActivation activation, Tensor ones)
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

    /// <summary>Propagates a gradient backward through the last <see cref="Forward"/> in the same dispose scope, and stores the gradient of each layer.</summary>
    /// <param name="gradient">[B, last layer's outputs].</param>
    /// <param name="needInput">Whether the gradient at the input is needed.</param>
    /// <returns>[B, first layer's inputs]: the gradient at the input, or null.</returns>
    public Tensor? Backward(Tensor gradient, bool needInput)
    {
        Tensor each = ones.narrow(0, 0, gradient.shape[0]);
        for (int i = layers.Length - 1; i >= 0; i--)
        {
            Tensor transposed = gradient.t();
            layers[i].WeightGradient.addmm_(transposed, _inputs[i], beta: 0);
            layers[i].BiasGradient.addmv_(transposed, each, beta: 0);
            if (i == 0 && !needInput)
                return null;
            gradient = gradient.mm(layers[i].Weights);
            if (i > 0)
                activation.Backward(gradient, _inputs[i], _kept[i - 1]);
        }
        return gradient;
    }
}

/// <summary>A dense layer y = W x + b, as views of the flat parameters and of their flat gradient.</summary>
/// <param name="Weights">[n, k]: W.</param>
/// <param name="Transposed">[k, n]: W transposed.</param>
/// <param name="Bias">[n]: b.</param>
/// <param name="WeightGradient">[n, k]: the gradient of the loss with respect to the weights.</param>
/// <param name="BiasGradient">[n]: the gradient of the loss with respect to the biases.</param>
internal sealed record TorchLayer(Tensor Weights, Tensor Transposed, Tensor Bias, Tensor WeightGradient, Tensor BiasGradient)
{
    public IEnumerable<Tensor> Tensors => [Weights, Transposed, Bias, WeightGradient, BiasGradient];
}
