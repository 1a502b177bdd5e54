using System.Runtime.InteropServices;
using VaeMl.Networks;
using static TorchSharp.torch;

namespace VaeMl.Torch;

/// <summary>
/// The learned parameters: one flat tensor, so that an optimizer's step is a few operations whatever the number of layers, and the layers as views
/// of it and of its gradient. W is [outputs, inputs], row-major.
/// </summary>
internal sealed class TorchParameters : IDisposable
{
    private readonly NetworkShape _shape;
    private readonly TorchLayer[] _layers;
    private readonly Tensor _ones;
    private readonly Tensor? _logVariance;
    private readonly Tensor? _logVarianceSlopes;
    private readonly int _logVariances;

    /// <summary>Takes the values of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="sharedVariance">Whether the log-variances that no row changes are one parameter.</param>
    /// <param name="mostRows">The most rows that go through a layer at once.</param>
    /// <param name="device">Where they live.</param>
    public TorchParameters(NetworkParameters network, bool sharedVariance, int mostRows, Device device)
    {
        _shape = network.Shape;
        // One variance for all features is one parameter here, of which the network keeps d copies.
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
            (Tensor weights, Tensor weightSlopes) = (View(Flat, start, outputs * inputs), View(Gradient, start, outputs * inputs));
            start += outputs * inputs;
            (Tensor bias, Tensor biasSlopes) = (View(Flat, start, outputs), View(Gradient, start, outputs));
            start += outputs;
            weights = weights.view(outputs, inputs);
            _layers[i] = new TorchLayer(weights, weights.t(), bias, weightSlopes.view(outputs, inputs), biasSlopes);
        }
        if (_logVariances > 0)
            (_logVariance, _logVarianceSlopes) = (View(Flat, start, _logVariances), View(Gradient, start, _logVariances));
        TorchActivation activation = TorchActivation.Create(_shape.Activation);
        int encoders = network.Encoder.Count;
        Encoder = new TorchChain(_layers[..encoders], activation, _ones);
        Decoder = new TorchChain(_layers[encoders..], activation, _ones);

        static Tensor View(Tensor flat, long start, long length) => flat.narrow(0, start, length);
    }

    /// <summary>All parameters, layer by layer: weights, then biases; at last the log-variances that no row changes.</summary>
    public Tensor Flat { get; }

    /// <summary>Laid out as <see cref="Flat"/>; what the backward passes have left.</summary>
    public Tensor Gradient { get; }

    /// <summary>[B, D] → [B, 2q]: μ beside log σ².</summary>
    public TorchChain Encoder { get; }

    /// <summary>[B, q] → [B, D or D + d]: means or logits, and where the decoder yields them log-variances.</summary>
    public TorchChain Decoder { get; }

    /// <summary>[d], or null where the decoder yields variances or none are used.</summary>
    public Tensor? LogVariance => _logVariance?.expand(_shape.Features);

    /// <summary>What outlives the scope it was made in.</summary>
    public IEnumerable<Tensor> Tensors =>
        [Flat, Gradient, _ones, .. _layers.SelectMany(layer => layer.Tensors), .. ((Tensor?[])[_logVariance, _logVarianceSlopes]).OfType<Tensor>()];

    /// <summary>Leaves the gradient of the log-variances that no row changes.</summary>
    /// <param name="gradient">[…, d].</param>
    public void KeepLogVarianceGradient(Tensor gradient)
    {
        Tensor perFeature = gradient.reshape(-1, _shape.Features).sum(dim: 0);
        _logVarianceSlopes!.copy_(_logVariances == 1 ? perFeature.sum(dim: 0, keepdim: true) : perFeature);
    }

    /// <summary>A network that holds the values of a tensor laid out as <see cref="Flat"/>.</summary>
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
