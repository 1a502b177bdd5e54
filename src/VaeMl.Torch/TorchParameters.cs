using System.Runtime.InteropServices;
using VaeMl.Networks;
using static TorchSharp.torch;

namespace VaeMl.Torch;

/// <summary>
/// The learned parameters, in one flat tensor, so that an optimizer step takes a few operations regardless of the number of layers. The layers are
/// views of this tensor and of its gradient. W is [outputs, inputs], row-major.
/// </summary>
internal sealed class TorchParameters : IDisposable
{
    private readonly NetworkShape _shape;
    private readonly TorchLayer[] _layers;
    private readonly Tensor _ones;
    private readonly Tensor? _logVariance;
    private readonly Tensor? _logVarianceGradient;
    private readonly int _logVariances;

    /// <summary>Copies the parameters of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="sharedVariance">Whether the log-variances that are the same for all rows are a single parameter.</param>
    /// <param name="mostRows">The maximum number of rows in a pass through a layer.</param>
    /// <param name="device">The device of the tensors.</param>
    public TorchParameters(NetworkParameters network, bool sharedVariance, int mostRows, Device device)
    {
        _shape = network.Shape;
        // A variance shared by all features is one parameter here. The network stores d copies of it.
        _logVariances = network.LogVariance is null ? 0 : sharedVariance ? 1 : _shape.Features;
        Dense[] layers = [.. network.Encoder, .. network.Decoder];
        List<float> values = [];
        foreach (Dense layer in layers)
        {
            values.AddRange(layer.WeightsRowMajor());
            values.AddRange(layer.Bias.Span[..layer.Outputs]);
        }
        if (network.LogVariance is { } logVariance)
            values.AddRange(logVariance.Span[.._logVariances]);
        Flat = tensor(values.ToArray(), [values.Count], dtype: ScalarType.Float32, device: device);
        Gradient = zeros_like(Flat);
        _ones = ones([mostRows], ScalarType.Float32, device);
        _layers = new TorchLayer[layers.Length];
        long start = 0;
        for (int i = 0; i < layers.Length; i++)
        {
            (long outputs, long inputs) = (layers[i].Outputs, layers[i].Inputs);
            (Tensor weights, Tensor weightGradient) = (View(Flat, start, outputs * inputs), View(Gradient, start, outputs * inputs));
            start += outputs * inputs;
            (Tensor bias, Tensor biasGradient) = (View(Flat, start, outputs), View(Gradient, start, outputs));
            start += outputs;
            weights = weights.view(outputs, inputs);
            _layers[i] = new TorchLayer(weights, weights.t(), bias, weightGradient.view(outputs, inputs), biasGradient);
        }
        if (_logVariances > 0)
            (_logVariance, _logVarianceGradient) = (View(Flat, start, _logVariances), View(Gradient, start, _logVariances));
        TorchActivation activation = TorchActivation.Create(_shape.Activation);
        int encoders = network.Encoder.Count;
        Encoder = new TorchMlp(_layers[..encoders], activation, _ones);
        Decoder = new TorchMlp(_layers[encoders..], activation, _ones);

        static Tensor View(Tensor flat, long start, long length) => flat.narrow(0, start, length);
    }

    /// <summary>All parameters: the weights and then the biases of each layer, and last the log-variances that are the same for all rows.</summary>
    public Tensor Flat { get; }

    /// <summary>The gradient from the backward passes, in the layout of <see cref="Flat"/>.</summary>
    public Tensor Gradient { get; }

    /// <summary>[B, D] → [B, 2q]: μ and log σ² side by side.</summary>
    public TorchMlp Encoder { get; }

    /// <summary>[B, q] → [B, D or D + d]: means or logits and, if the decoder outputs them, log-variances.</summary>
    public TorchMlp Decoder { get; }

    /// <summary>[d]: the log-variances that are the same for all rows; null if the decoder outputs variances, or none are used.</summary>
    public Tensor? LogVariance => _logVariance?.expand(_shape.Features);

    /// <summary>The tensors that outlive the dispose scope they were created in.</summary>
    public IEnumerable<Tensor> Tensors =>
        [Flat, Gradient, _ones, .. _layers.SelectMany(layer => layer.Tensors), .. ((Tensor?[])[_logVariance, _logVarianceGradient]).OfType<Tensor>()];

    /// <summary>Stores the gradient of the log-variances that are the same for all rows.</summary>
    /// <param name="gradient">[…, d].</param>
    public void KeepLogVarianceGradient(Tensor gradient)
    {
        Tensor perFeature = gradient.reshape(-1, _shape.Features).sum(dim: 0);
        _logVarianceGradient!.copy_(_logVariances == 1 ? perFeature.sum(dim: 0, keepdim: true) : perFeature);
    }

    /// <summary>A network with the values of a tensor in the layout of <see cref="Flat"/>.</summary>
    public NetworkParameters ToNetwork(Tensor flat)
    {
        NetworkParameters network = NetworkParameters.Create(_shape);
        ReadOnlySpan<float> rest = MemoryMarshal.Cast<byte, float>(flat.to(CPU).bytes);
        foreach (Dense layer in network.Encoder.Concat(network.Decoder))
        {
            int weights = layer.Outputs * layer.Inputs;
            layer.Assign(rest[..weights], rest.Slice(weights, layer.Outputs));
            rest = rest[(weights + layer.Outputs)..];
        }
        if (_logVariances == 1)
            network.LogVariance!.Span[.._shape.Features].Fill(rest[0]);
        else
            rest.CopyTo(network.LogVariance is { } logVariance ? logVariance.Span : default);
        return network;
    }

    public void Dispose()
    {
        foreach (Tensor tensor in Tensors)
            tensor.Dispose();
    }
}
