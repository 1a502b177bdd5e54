using System.Runtime.Intrinsics;
using VaeMl.Networks;

namespace VaeMl.Training.BuiltIn;

/// <summary>Takes a layer's gradients, some vectors of 16 at a time.</summary>
internal unsafe interface IGradientSink
{
    /// <summary>Says which weights' gradient is made next.</summary>
    /// <param name="tape">The layer.</param>
    /// <param name="at">The first one's place in the layer's panels.</param>
    /// <param name="vectors">How many vectors of 16.</param>
    void Announce(LayerTape tape, int at, int vectors);

    /// <summary>The gradient of neighbouring weights.</summary>
    /// <param name="tape">The layer.</param>
    /// <param name="at">The first one's place in the layer's panels.</param>
    /// <param name="gradient">The first vector.</param>
    /// <param name="step">From one vector to the next.</param>
    /// <param name="vectors">How many.</param>
    void Weights(LayerTape tape, int at, float* gradient, int step, int vectors);

    /// <summary>The gradient of 16 biases.</summary>
    void Biases(LayerTape tape, int at, Vector512<float> gradient);
}

/// <summary>Moves the parameters at once, while their gradient is near.</summary>
internal readonly unsafe struct AdamSink(Adam adam) : IGradientSink
{
    /// <summary>Fetches what Adam will need while the gradient is computed: a large network's parameters and moments fit no near cache.</summary>
    public void Announce(LayerTape tape, int at, int vectors)
    {
        int length = vectors * Tile.Panel;
        Prefetch.Lines(tape.Layer.Weights.At(at, length), length);
        Prefetch.Lines(tape.WeightMoments.First.At(at, length), length);
        Prefetch.Lines(tape.WeightMoments.Second.At(at, length), length);
    }

    public void Weights(LayerTape tape, int at, float* gradient, int step, int vectors)
    {
        int length = vectors * Tile.Panel;
        float* parameters = tape.Layer.Weights.At(at, length);
        float* first = tape.WeightMoments.First.At(at, length);
        float* second = tape.WeightMoments.Second.At(at, length);
        for (int i = 0; i < vectors; i++, parameters += Tile.Panel, first += Tile.Panel, second += Tile.Panel, gradient += step)
            adam.Update(parameters, first, second, Vector512.Load(gradient));
    }

    public void Biases(LayerTape tape, int at, Vector512<float> gradient) => Move(tape.Layer.Bias, tape.BiasMoments, at, gradient);

    public void Move(AlignedFloats parameters, AdamMoments moments, int at, Vector512<float> gradient) =>
        adam.Update(parameters.At(at, Tile.Panel), moments.First.At(at, Tile.Panel), moments.Second.At(at, Tile.Panel), gradient);
}

/// <summary>Keeps the gradients, in a layer of the same shape.</summary>
internal readonly unsafe struct StoreSink(Dense target) : IGradientSink
{
    public void Announce(LayerTape tape, int at, int vectors)
    {
    }

    public void Weights(LayerTape tape, int at, float* gradient, int step, int vectors)
    {
        for (int i = 0; i < vectors; i++)
            Vector512.Load(gradient + i * step).Store(target.Weights.At(at + i * Tile.Panel, Tile.Panel));
    }

    public void Biases(LayerTape tape, int at, Vector512<float> gradient) => gradient.Store(target.Bias.At(at, Tile.Panel));
}
