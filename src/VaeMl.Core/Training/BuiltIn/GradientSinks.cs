using System.Runtime.Intrinsics;
using VaeMl.Networks;

namespace VaeMl.Training.BuiltIn;

/// <summary>Takes a layer's gradients, 16 at a time.</summary>
internal interface IGradientSink
{
    /// <summary>The gradient of 16 weights, from place <paramref name="at"/> of the layer's panels.</summary>
    void Weights(LayerTape tape, int at, Vector512<float> gradient);

    /// <summary>The gradient of 16 biases.</summary>
    void Biases(LayerTape tape, int at, Vector512<float> gradient);
}

/// <summary>Moves the parameters at once, while their gradient is in a register.</summary>
internal readonly unsafe struct AdamSink(Adam adam) : IGradientSink
{
    public void Weights(LayerTape tape, int at, Vector512<float> gradient) => Move(tape.Layer.Weights, tape.WeightMoments, at, gradient);

    public void Biases(LayerTape tape, int at, Vector512<float> gradient) => Move(tape.Layer.Bias, tape.BiasMoments, at, gradient);

    public void Move(AlignedFloats parameters, AdamMoments moments, int at, Vector512<float> gradient) =>
        adam.Update(parameters.Pointer + at, moments.First.Pointer + at, moments.Second.Pointer + at, gradient);
}

/// <summary>Keeps the gradients, in a layer of the same shape.</summary>
internal readonly unsafe struct StoreSink(Dense target) : IGradientSink
{
    public void Weights(LayerTape tape, int at, Vector512<float> gradient) => gradient.Store(target.Weights.Pointer + at);

    public void Biases(LayerTape tape, int at, Vector512<float> gradient) => gradient.Store(target.Bias.Pointer + at);
}
