using VaeMl.Networks;

namespace VaeMl.Training.BuiltIn;

/// <summary>All that a step keeps: a tape for each layer (the decoder's with a tile for each latent sample) and scratch for each tile.</summary>
internal sealed class StepTapes
{
    public StepTapes(VaeNetwork network, int tiles, int samples)
    {
        Network = network;
        Encoder = [.. network.Encoder.Select(layer => new LayerTape(layer, tiles))];
        Decoder = [.. network.Decoder.Select(layer => new LayerTape(layer, tiles * samples))];
        Scratch = [.. Enumerable.Range(0, tiles).Select(_ => new TileScratch(network.Shape))];
        Samples = samples;
    }

    public VaeNetwork Network { get; }

    public LayerTape[] Encoder { get; }

    public LayerTape[] Decoder { get; }

    public TileScratch[] Scratch { get; }

    public int Samples { get; }
}
