using System.Runtime.Intrinsics;
using VaeMl.Networks;

namespace VaeMl.Scoring;

/// <summary>Encoder and decoder without gradients, on one tile.</summary>
internal sealed unsafe class TileNetwork(VaeNetwork network, float[] noise)
{
    private readonly NetworkShape _shape = network.Shape;

    /// <summary>The sample number that stands for z = μ.</summary>
    public const int AtMean = -1;

    /// <summary>From the encoder's input in <see cref="ScoreWorkspace.First"/> to μ and the clamped log σ² in <see cref="ScoreWorkspace.Head"/>.</summary>
    public void Encode(ScoreWorkspace workspace)
    {
        Forward(network.Encoder, workspace, workspace.Head.Pointer);
        float* logVariance = workspace.Head.Pointer + _shape.Latent * Tile.Rows;
        for (int i = 0; i < _shape.Latent * Tile.Rows; i += Tile.Panel)
            Posterior.ClampLogVariance(Vector512.Load(logVariance + i)).Store(logVariance + i);
    }

    /// <summary>The decoder's output at z = μ + σu for sample <paramref name="sample"/>, or at z = μ.</summary>
    public DecodedTile Decode(ScoreWorkspace workspace, int sample)
    {
        float* z = workspace.First.Pointer;
        float* head = workspace.Head.Pointer;
        int length = _shape.Latent * Tile.Rows;
        for (int i = 0; i < length; i += Tile.Panel)
        {
            Vector512<float> value = Vector512.Load(head + i);
            if (sample != AtMean)
            {
                Vector512<float> u = Vector512.Create(noise[sample * _shape.Latent + i / Tile.Rows]);
                value = Vector512.FusedMultiplyAdd(Vector512.Exp(Vector512.Load(head + length + i) * 0.5f), u, value);
            }
            value.Store(z + i);
        }
        return DecodeLatent(workspace);
    }

    /// <summary>The decoder's output for the z in <see cref="ScoreWorkspace.First"/>.</summary>
    public DecodedTile DecodeLatent(ScoreWorkspace workspace)
    {
        float* output = Forward(network.Decoder, workspace, null);
        if (network.LogVariance is { } logVariance)
            for (int j = 0; j < _shape.Features; j++)
                DenseKernels.Fill(workspace.LogVariance.Pointer + j * Tile.Rows, logVariance.Span[j]);
        float* second = _shape.DecodesVariance ? output + _shape.Features * Tile.Rows
            : _shape.HasFixedVariance ? workspace.LogVariance.Pointer : output;
        return new DecodedTile(output, second);
    }

    /// <summary>Runs layers from <see cref="ScoreWorkspace.First"/>; the last one writes to <paramref name="destination"/>, or where there is room.</summary>
    private float* Forward(IReadOnlyList<Dense> layers, ScoreWorkspace workspace, float* destination)
    {
        float* x = workspace.First.Pointer;
        float* y = workspace.Second.Pointer;
        for (int i = 0; i < layers.Count; i++)
        {
            bool last = i == layers.Count - 1;
            if (last && destination != null)
                y = destination;
            DenseKernels.Forward(layers[i], x, y);
            if (!last)
                Activations.Apply(_shape.Activation, y, layers[i].PaddedOutputs * Tile.Rows);
            float* output = y;
            y = x;
            x = output;
        }
        return x;
    }
}

/// <summary>The decoder's output for a tile.</summary>
/// <param name="first">[d][32]: means or logits.</param>
/// <param name="second">[d][32]: log-variances where the likelihood has them.</param>
internal readonly unsafe struct DecodedTile(float* first, float* second)
{
    public float* First { get; } = first;

    public float* Second { get; } = second;
}
