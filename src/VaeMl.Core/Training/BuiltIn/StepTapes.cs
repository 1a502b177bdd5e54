using VaeMl.Networks;

namespace VaeMl.Training.BuiltIn;

/// <summary>The buffers of a step: a tape for each layer (a decoder's with a tile for each latent sample) and scratch for each tile.</summary>
internal sealed class StepTapes
{
    public StepTapes(NetworkParameters network, int tiles, int samples)
    {
        Network = network;
        Encoder = [.. network.Encoder.Select(layer => new LayerTape(layer, tiles))];
        Decoder = [.. network.Decoder.Select(layer => new LayerTape(layer, tiles * samples))];
        Scratch = [.. Enumerable.Range(0, tiles).Select(_ => new TileScratch(network.Shape))];
        Samples = samples;
    }

    /// <summary>The memory of a network, its snapshot and its tapes, in bytes. A <see cref="double"/> also holds impossibly large sizes.</summary>
    public static double Bytes(NetworkShape shape, int tiles, int samples) => sizeof(float) * (
        shape.EncoderLayers.Sum(layer => LayerTape.Floats(layer.Inputs, layer.Outputs, tiles))
        + shape.DecoderLayers.Sum(layer => LayerTape.Floats(layer.Inputs, layer.Outputs, (long)tiles * samples))
        + (double)tiles * TileScratch.Floats(shape)
        + 2.0 * shape.Layers.Sum(layer => (Tile.Padded(layer.Inputs) + 1.0) * Tile.Padded(layer.Outputs)));

    public NetworkParameters Network { get; }

    public LayerTape[] Encoder { get; }

    public LayerTape[] Decoder { get; }

    public TileScratch[] Scratch { get; }

    public int Samples { get; }
}
