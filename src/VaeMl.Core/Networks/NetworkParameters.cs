namespace VaeMl.Networks;

/// <summary>The learned parameters: encoder φ, decoder θ and, if variances do not depend on the row, the log-variances.</summary>
internal sealed class NetworkParameters
{
    private NetworkParameters(NetworkShape shape, Dense[] encoder, Dense[] decoder, AlignedFloats? logVariance)
    {
        Shape = shape;
        Encoder = encoder;
        Decoder = decoder;
        LogVariance = logVariance;
    }

    public NetworkShape Shape { get; }

    /// <summary>Layers from D inputs to [μ (q); log σ² (q)].</summary>
    public IReadOnlyList<Dense> Encoder { get; }

    /// <summary>Layers from z to [means or logits (D); log-variances (d, only with <see cref="NetworkShape.DecodesVariance"/>)].</summary>
    public IReadOnlyList<Dense> Decoder { get; }

    /// <summary>d log-variances (padded), if they do not depend on the row; otherwise null.</summary>
    public AlignedFloats? LogVariance { get; }

    public int ParameterCount => checked((int)Shape.ParameterCount);

    /// <summary>All parameters including padding, array by array, in a fixed order.</summary>
    public IReadOnlyCollection<AlignedFloats> Arrays =>
        [.. Encoder.Concat(Decoder).SelectMany(layer => (AlignedFloats[])[layer.Weights, layer.Bias]), .. LogVariance is null ? (AlignedFloats[])[] : [LogVariance]];

    /// <summary>Creates parameters that are all zero.</summary>
    public static NetworkParameters Create(NetworkShape shape) => new(
        shape,
        Chain(shape.EncoderLayers),
        Chain(shape.DecoderLayers),
        shape.HasFixedVariance ? new AlignedFloats(Tile.Padded(shape.Features)) : null);

    /// <summary>
    /// Creates initial parameters: weights from U(±1/√fan-in), biases zero, decoded variances 1. The log σ² head is scaled by 0.3, so that training starts near
    /// unit variance.
    /// </summary>
    public static NetworkParameters Initialize(NetworkShape shape, ulong seed)
    {
        NetworkParameters network = Create(shape);
        RandomStream random = new(seed, RandomPurpose.Weights);
        foreach (Dense layer in network.Encoder.Concat(network.Decoder))
        {
            double bound = 1 / Math.Sqrt(layer.Inputs);
            for (int n = 0; n < layer.Outputs; n++)
            {
                bool logPosteriorVariance = layer == network.Encoder[^1] && n >= shape.Latent;
                bool logVariance = layer == network.Decoder[^1] && n >= shape.Slots;
                double scale = logVariance ? 0 : logPosteriorVariance ? 0.3 * bound : bound;
                for (int k = 0; k < layer.Inputs; k++)
                    layer.Weights.Span[layer.IndexOf(n, k)] = (float)(scale * (2 * random.NextDouble() - 1));
            }
        }
        return network;
    }

    public NetworkParameters Clone() =>
        new(Shape, [.. Encoder.Select(layer => layer.Clone())], [.. Decoder.Select(layer => layer.Clone())], LogVariance?.Clone());

    private static Dense[] Chain(IEnumerable<(int Inputs, int Outputs)> layers) => [.. layers.Select(layer => new Dense(layer.Inputs, layer.Outputs))];
}
