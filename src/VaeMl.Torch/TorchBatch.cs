using static TorchSharp.torch;

namespace VaeMl.Torch;

/// <summary>A mini-batch on the device.</summary>
/// <param name="Input">[B, D]: the encoder's input.</param>
/// <param name="Target">[B, d]: the values the likelihood sees, 0 where missing.</param>
/// <param name="Observed">[B, d]: 1 where observed, 0 where missing; null if nothing is missing.</param>
/// <param name="Noise">[S, B, q]: draws from N(0, 1).</param>
internal sealed record TorchBatch(Tensor Input, Tensor Target, Tensor? Observed, Tensor Noise);
