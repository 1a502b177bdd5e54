namespace VaeMl.Networks;

/// <summary>The sizes of a network.</summary>
/// <param name="Features">The number of features d.</param>
/// <param name="Slots">D: the number of the encoder's inputs, and of the decoder's means and logits. A category has one for each level.</param>
/// <param name="Latent">The number of latent variables q.</param>
/// <param name="EncoderHidden">Widths of the encoder's hidden layers.</param>
/// <param name="DecoderHidden">Widths of the decoder's hidden layers.</param>
/// <param name="Activation">The activation of hidden layers.</param>
/// <param name="DecodesVariance">Whether the decoder outputs a log-variance for each mean.</param>
/// <param name="HasFixedVariance">Whether the network has log-variances that do not depend on the row.</param>
internal sealed record NetworkShape(
    int Features,
    int Slots,
    int Latent,
    IReadOnlyList<int> EncoderHidden,
    IReadOnlyList<int> DecoderHidden,
    ActivationKind Activation,
    bool DecodesVariance,
    bool HasFixedVariance)
{
    public IReadOnlyList<int> EncoderSizes => [Slots, .. EncoderHidden, checked(2 * Latent)];

    public IReadOnlyList<int> DecoderSizes => [Latent, .. DecoderHidden, DecodesVariance ? checked(Slots + Features) : Slots];

    /// <summary>The inputs and outputs of every layer, the encoder's first.</summary>
    public IEnumerable<(int Inputs, int Outputs)> Layers => EncoderLayers.Concat(DecoderLayers);

    public IEnumerable<(int Inputs, int Outputs)> EncoderLayers => Pairs(EncoderSizes);

    public IEnumerable<(int Inputs, int Outputs)> DecoderLayers => Pairs(DecoderSizes);

    /// <summary>The number of learned parameters. It can exceed what a network can hold.</summary>
    public long ParameterCount => Layers.Sum(layer => (layer.Inputs + 1L) * layer.Outputs) + (HasFixedVariance ? Features : 0);

    private static IEnumerable<(int Inputs, int Outputs)> Pairs(IReadOnlyList<int> sizes) => sizes.Zip(sizes.Skip(1));
}
