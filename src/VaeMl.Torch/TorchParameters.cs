using System.Runtime.InteropServices;
using VaeMl.Networks;
using static TorchSharp.torch;

namespace VaeMl.Torch;

/// <summary>
/// The learned parameters: one flat tensor, so that an optimizer's step is a few operations whatever the number of layers, and the leaves of the
/// gradient as views of it. W is [outputs, inputs], row-major.
/// </summary>
internal sealed class TorchParameters : IDisposable
{
    private readonly NetworkShape _shape;
    private readonly Tensor[] _leaves;
    private readonly Tensor[] _slopes;
    private readonly int _logVariances;

    public TorchParameters(VaeNetwork network, bool sharedVariance, Device device)
    {
        _shape = network.Shape;
        // One variance for all features is one parameter here, of which the network keeps d copies.
        _logVariances = network.LogVariance is null ? 0 : sharedVariance ? 1 : _shape.Features;
        List<float> values = [];
        List<long[]> shapes = [];
        foreach (Dense layer in network.Encoder.Concat(network.Decoder))
        {
            values.AddRange(layer.WeightsRowMajor());
            values.AddRange(layer.Bias.Span[..layer.Outputs]);
            shapes.Add([layer.Outputs, layer.Inputs]);
            shapes.Add([layer.Outputs]);
        }
        if (network.LogVariance is { } logVariance)
        {
            values.AddRange(logVariance.Span[.._logVariances]);
            shapes.Add([_logVariances]);
        }
        Flat = tensor(values.ToArray(), [values.Count], dtype: ScalarType.Float32, device: device);
        Gradient = zeros_like(Flat);
        _leaves = new Tensor[shapes.Count];
        _slopes = new Tensor[shapes.Count];
        long start = 0;
        for (int i = 0; i < _leaves.Length; i++)
        {
            long length = shapes[i].Aggregate(1L, (product, size) => product * size);
            _leaves[i] = Flat.narrow(0, start, length).view(shapes[i]).detach().requires_grad_();
            _slopes[i] = Gradient.narrow(0, start, length).view(shapes[i]);
            start += length;
        }
    }

    /// <summary>All parameters, layer by layer: weights, then biases; at last the log-variances that no row changes.</summary>
    public Tensor Flat { get; }

    /// <summary>Laid out as <see cref="Flat"/>; valid after <see cref="GatherGradient"/>.</summary>
    public Tensor Gradient { get; }

    /// <summary>[d], or null where the decoder yields variances or none are used.</summary>
    public Tensor? LogVariance => _logVariances == 0 ? null : _leaves[^1].expand(_shape.Features);

    /// <summary>What outlives the scope it was made in.</summary>
    public IEnumerable<Tensor> Tensors => [Flat, Gradient, .. _leaves, .. _slopes];

    /// <summary>[B, d] → [B, 2q]: μ beside log σ².</summary>
    public Tensor Encode(Tensor x) => Chain(x, 0, _shape.EncoderSizes.Count - 1);

    /// <summary>[…, q] → […, d or 2d]: means or logits, and where the decoder yields them log-variances.</summary>
    public Tensor Decode(Tensor z) => Chain(z, _shape.EncoderSizes.Count - 1, _shape.DecoderSizes.Count - 1);

    /// <summary>Moves what a backward pass has left at the leaves into <see cref="Gradient"/>.</summary>
    public void GatherGradient()
    {
        for (int i = 0; i < _leaves.Length; i++)
        {
            using Tensor slope = _leaves[i].grad!;
            _slopes[i].copy_(slope);
            _leaves[i].grad = null;
        }
    }

    /// <summary>A network that holds the values of a tensor laid out as <see cref="Flat"/>.</summary>
    public VaeNetwork ToNetwork(Tensor flat)
    {
        VaeNetwork network = VaeNetwork.Create(_shape);
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

    private Tensor Chain(Tensor x, int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            x = nn.functional.linear(x, _leaves[2 * i], _leaves[2 * i + 1]);
            if (i < first + count - 1)
                x = Activate(x);
        }
        return x;
    }

    private Tensor Activate(Tensor a) => _shape.Activation switch
    {
        ActivationKind.Relu => a.relu(),
        ActivationKind.Silu => nn.functional.silu(a),
        ActivationKind.Tanh => a.tanh(),
        _ => throw new NotSupportedException($"The activation {_shape.Activation} has no form in TorchSharp yet."),
    };
}
