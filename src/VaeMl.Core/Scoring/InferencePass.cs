using System.Runtime.Intrinsics;
using VaeMl.Networks;

namespace VaeMl.Scoring;

/// <summary>Runs encoder and decoder on one tile, without gradients.</summary>
internal sealed unsafe class InferencePass(NetworkParameters network, float[] noise)
{
    private readonly NetworkShape _shape = network.Shape;

    /// <summary>The sample number that means z = μ.</summary>
    public const int AtMean = -1;

    /// <summary>[d][32]: the log-variances, if they do not depend on the row; otherwise null.</summary>
    public AlignedFloats? FixedLogVariance { get; } = Spread(network);

    /// <summary>Maps the encoder's input in <see cref="ScoreWorkspace.First"/> to μ and the clamped log σ² in <see cref="ScoreWorkspace.Head"/>.</summary>
    public void Encode(ScoreWorkspace workspace)
    {
        Forward(network.Encoder, workspace, workspace.Head.Pointer);
        float* logVariance = workspace.Head.At(_shape.Latent * Tile.Rows, _shape.Latent * Tile.Rows);
        for (int i = 0; i < _shape.Latent * Tile.Rows; i += workspace.LaneStep)
            PosteriorLogVariance.ClampLogVariance(Vector512.Load(logVariance + i)).Store(logVariance + i);
    }

    /// <summary>The decoder's output at z = μ + σu for sample <paramref name="sample"/>, or at z = μ for <see cref="AtMean"/>.</summary>
    public DecodedTile Decode(ScoreWorkspace workspace, int sample)
    {
        int length = _shape.Latent * Tile.Rows;
        float* z = workspace.First.At(0, length);
        float* head = workspace.Head.At(0, 2 * length);
        for (int i = 0; i < length; i += workspace.LaneStep)
        {
            Vector512<float> value = Vector512.Load(head + i);
            if (sample != AtMean)
            {
                Vector512<float> u = Vector512.Create(noise[sample * _shape.Latent + i / Tile.Rows]);
                value = Vector512.FusedMultiplyAdd(Exponential.Compute(Vector512.Load(head + length + i) * 0.5f), u, value);
            }
            value.Store(z + i);
        }
        return DecodeLatent(workspace);
    }

    /// <summary>The decoder's output for the z in <see cref="ScoreWorkspace.First"/>.</summary>
    public DecodedTile DecodeLatent(ScoreWorkspace workspace)
    {
        float* output = Forward(network.Decoder, workspace, null);
        return new DecodedTile(output, FixedLogVariance is { } lanes ? lanes.Pointer : _shape.DecodesVariance ? output + _shape.Slots * Tile.Rows : output);
    }

    /// <summary>Runs layers from <see cref="ScoreWorkspace.First"/>. The last one writes to <paramref name="destination"/>, or to a free buffer if that is null.</summary>
    private float* Forward(IReadOnlyList<Dense> layers, ScoreWorkspace workspace, float* destination)
    {
        bool single = workspace.Lanes == 1;
        float* x = workspace.First.Pointer;
        float* y = workspace.Second.Pointer;
        if (single)
            MoveLane(x, Tile.Rows, x, 1, layers[0].Inputs);
        for (int i = 0; i < layers.Count; i++)
        {
            bool last = i == layers.Count - 1;
            ActivationKind? activation = last ? null : _shape.Activation;
            if (single)
                Activations.ForwardRow(activation, layers[i], x, y);
            else
                Activations.Forward(activation, layers[i], x, last && destination != null ? destination : y);
            float* output = y;
            y = x;
            x = output;
        }
        if (single)
            MoveLane(x, 1, destination != null ? destination : y, Tile.Rows, layers[^1].Outputs);
        return destination != null ? destination : single ? y : x;
    }

    /// <summary>Copies the values of one row between a tile's lane and contiguous memory.</summary>
    private static void MoveLane(float* source, int sourceStep, float* target, int targetStep, int length)
    {
        for (int i = 0; i < length; i++)
            target[i * targetStep] = source[i * sourceStep];
    }

    private static AlignedFloats? Spread(NetworkParameters network)
    {
        if (network.LogVariance is not { } logVariance)
            return null;
        AlignedFloats lanes = new((long)logVariance.Length * Tile.Rows);
        for (int j = 0; j < network.Shape.Features; j++)
            DenseKernels.Fill(lanes.Pointer + j * Tile.Rows, logVariance.Span[j]);
        return lanes;
    }
}

/// <summary>The decoder's output for a tile.</summary>
/// <param name="first">[D][32]: means or logits.</param>
/// <param name="second">[d][32]: log-variances where the likelihood has them.</param>
internal readonly unsafe struct DecodedTile(float* first, float* second)
{
    public float* First { get; } = first;

    public float* Second { get; } = second;
}
