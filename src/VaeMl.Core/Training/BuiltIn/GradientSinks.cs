using System.Runtime.Intrinsics;
using VaeMl.Networks;

namespace VaeMl.Training.BuiltIn;

/// <summary>Receives a layer's gradients, several vectors of 16 at a time.</summary>
internal unsafe interface IGradientSink
{
    /// <summary>Announces the weights whose gradient is computed next.</summary>
    /// <param name="tape">The layer.</param>
    /// <param name="at">The position of the first weight in the layer's panels.</param>
    /// <param name="vectors">The number of vectors of 16.</param>
    void Announce(LayerTape tape, int at, int vectors);

    /// <summary>Receives the gradient of adjacent weights.</summary>
    /// <param name="tape">The layer.</param>
    /// <param name="at">The position of the first weight in the layer's panels.</param>
    /// <param name="gradient">The first vector.</param>
    /// <param name="step">The distance between vectors.</param>
    /// <param name="vectors">The number of vectors.</param>
    void Weights(LayerTape tape, int at, float* gradient, int step, int vectors);

    /// <summary>Receives the gradient of 16 biases.</summary>
    void Biases(LayerTape tape, int at, Vector512<float> gradient);
}

/// <summary>Updates the parameters immediately, while their gradient is in the cache.</summary>
internal readonly unsafe struct AdamSink(Adam adam) : IGradientSink
{
    /// <summary>Prefetches what Adam needs while the gradient is computed. The parameters and moments of a large network do not fit into the nearer caches.</summary>
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

/// <summary>Stores the gradients in a layer of the same shape.</summary>
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
