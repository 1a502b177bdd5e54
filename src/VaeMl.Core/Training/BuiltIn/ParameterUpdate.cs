using System.Runtime.Intrinsics;
using VaeMl.Networks;
using VaeMl.Training.Engines;

namespace VaeMl.Training.BuiltIn;

/// <summary>The second phase of a step: each pair of weight panels sums its gradient over the tiles, block by block, and Adam updates it immediately.</summary>
internal sealed unsafe class ParameterUpdate
{
    private readonly StepTapes _tapes;
    private readonly Likelihoods.FeatureTransform _features;
    private readonly bool _sharedVariance;
    private readonly AdamMoments? _logVarianceMoments;
    private readonly (LayerTape Tape, bool Decoder, int Panel)[] _panels;
    private readonly float[] _logVarianceGradient;

    public ParameterUpdate(EngineSetup setup, StepTapes tapes)
    {
        _tapes = tapes;
        _features = setup.Features;
        _sharedVariance = setup.Options.Variance == VarianceKind.Shared;
        // The longest first, so that threads finish at about the same time.
        _panels = [.. PanelPairs(tapes.Encoder, false).Concat(PanelPairs(tapes.Decoder, true)).OrderByDescending(pair => pair.Tape.Layer.Inputs)];
        _logVarianceGradient = new float[Tile.Padded(setup.Features.Count)];
        if (tapes.Network.LogVariance is { } logVariance)
            _logVarianceMoments = new AdamMoments(logVariance.Length);
    }

    /// <summary>The number of independent work items.</summary>
    public int Items => _panels.Length + (_logVarianceMoments is null ? 0 : 1);

    /// <summary>Adam's state, in the order of <see cref="Networks.NetworkParameters.Arrays"/>.</summary>
    public IEnumerable<AdamMoments> Moments =>
        [.. _tapes.Encoder.Concat(_tapes.Decoder).SelectMany(tape => (AdamMoments[])[tape.WeightMoments, tape.BiasMoments]), .. _logVarianceMoments is null ? (AdamMoments[])[] : [_logVarianceMoments]];

    /// <summary>Prepares a step of the given number of tiles.</summary>
    public void Begin(int tiles)
    {
        if (_logVarianceMoments is not null)
            GatherLogVarianceGradient(tiles);
    }

    /// <summary>Updates the parameters of one work item.</summary>
    public void Apply(int item, Adam adam, int tiles)
    {
        AdamSink sink = new(adam);
        if (item < _panels.Length)
        {
            Visit(_panels[item], tiles, sink);
            return;
        }
        AlignedFloats parameters = _tapes.Network.LogVariance!;
        for (int i = 0; i < parameters.Length; i += Tile.Panel)
            sink.Move(parameters, _logVarianceMoments!, i, Vector512.Create(_logVarianceGradient.AsSpan(i)));
    }

    /// <summary>Stores the gradient of one work item's parameters in a network of the same shape.</summary>
    public void Store(int item, NetworkParameters gradients, int tiles)
    {
        if (item == _panels.Length)
        {
            _logVarianceGradient.CopyTo(gradients.LogVariance!.Span);
            return;
        }
        LayerTape tape = _panels[item].Tape;
        Dense target = _panels[item].Decoder
            ? gradients.Decoder[Array.IndexOf(_tapes.Decoder, tape)]
            : gradients.Encoder[Array.IndexOf(_tapes.Encoder, tape)];
        Visit(_panels[item], tiles, new StoreSink(target));
    }

    private static IEnumerable<(LayerTape Tape, bool Decoder, int Panel)> PanelPairs(LayerTape[] layers, bool decoder) =>
        from tape in layers
        from pair in Enumerable.Range(0, (tape.Layer.PaddedOutputs / Tile.Panel + 1) / 2)
        select (tape, decoder, 2 * pair);

    /// <summary>Computes the gradients of a panel pair and passes them on 16 at a time, with their position among the layer's weights or biases.</summary>
    private void Visit<TSink>((LayerTape Tape, bool Decoder, int Panel) pair, int tiles, TSink sink)
        where TSink : struct, IGradientSink
    {
        (LayerTape tape, bool decoder, int panel) = pair;
        int slots = decoder ? tiles * _tapes.Samples : tiles;
        int panelSize = tape.Layer.PaddedInputs * Tile.Panel;
        int panels = Math.Min(2, tape.Layer.PaddedOutputs / Tile.Panel - panel);
        float* dy0 = tape.OutputGradient.At(panel * Tile.Panel * Tile.Rows, (nint)(slots - 1) * tape.OutputTile + panels * Tile.Panel * Tile.Rows);
        float* dy1 = panels == 2 ? dy0 + Tile.Panel * Tile.Rows : dy0;
        float* block = stackalloc float[BlockKernel.Rows * 2 * Tile.Panel];
        for (int k = 0; k < tape.Layer.Inputs; k += BlockKernel.Rows)
        {
            for (int p = 0; p < panels; p++)
                sink.Announce(tape, (panel + p) * panelSize + k * Tile.Panel, BlockKernel.Rows);
            DenseKernels.Gradient(
                tape.Input.At(k * Tile.Rows, (nint)(slots - 1) * tape.InputTile + BlockKernel.Rows * Tile.Rows), tape.InputTile, dy0, dy1, tape.OutputTile, slots, block);
            for (int p = 0; p < panels; p++)
                sink.Weights(tape, (panel + p) * panelSize + k * Tile.Panel, block + p * Tile.Panel, 2 * Tile.Panel, BlockKernel.Rows);
        }
        for (int p = 0; p < panels; p++)
            sink.Biases(tape, (panel + p) * Tile.Panel, SumRows(p == 0 ? dy0 : dy1, tape.OutputTile, slots));
    }

    private static Vector512<float> SumRows(float* dy, nint tileSize, int slots)
    {
        // Four independent sums hide the latency.
        Vector512<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (int slot = 0; slot < slots; slot++)
        {
            float* row = dy + slot * tileSize;
            for (int i = 0; i < Tile.Rows; i += 4, row += 4 * Tile.Panel)
            {
                sum0 += Vector512.Load(row);
                sum1 += Vector512.Load(row + Tile.Panel);
                sum2 += Vector512.Load(row + 2 * Tile.Panel);
                sum3 += Vector512.Load(row + 3 * Tile.Panel);
            }
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    private void GatherLogVarianceGradient(int tiles)
    {
        double shared = 0;
        for (int j = 0; j < _features.Count; j++)
        {
            Vector512<float> sum = default;
            for (int tile = 0; tile < tiles; tile++)
            {
                float* lanes = _tapes.Scratch[tile].LogVarianceGradient.At(j * Tile.Rows, Tile.Rows);
                sum += Vector512.Load(lanes) + Vector512.Load(lanes + Tile.Panel);
            }
            _logVarianceGradient[j] = Vector512.Sum(sum);
            shared += _logVarianceGradient[j];
        }
        // A shared variance is stored as d equal values, which the same gradient updates equally.
        if (_sharedVariance)
            _logVarianceGradient.AsSpan(0, _features.Count).Fill((float)shared);
    }
}
