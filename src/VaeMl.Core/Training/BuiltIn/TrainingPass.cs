using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Scoring;
using VaeMl.Training.Engines;

namespace VaeMl.Training.BuiltIn;

/// <summary>
/// The forward and backward pass of one tile: rows → encoder → μ, σ → z = μ + σu → decoder → terms of the ELBO, and back to each layer's output gradient.
/// </summary>
internal sealed unsafe class TrainingPass(EngineSetup setup, StepTapes tapes)
{
    // The hardware prefetcher handles the rest of a row.
    private const int LargestPrefetch = 64;
    private readonly FeatureTransform _features = setup.Features;
    private readonly VaeOptions _options = setup.Options;
    private readonly NetworkShape _shape = setup.Parameters.Shape;
    private readonly ReconstructionTerm _reconstruction = new(setup);

    /// <summary>Runs tile number <paramref name="tile"/> of <paramref name="tiles"/>. The gradients are on the tapes and the terms in the scratch afterwards.</summary>
    public void Run(int tile, int tiles, in EngineStep step)
    {
        TileScratch scratch = tapes.Scratch[tile];
        int rows = LoadRows(tile, scratch, step.Rows.Span);
        ForwardEncoder(tile, scratch);
        scratch.HeadGradient.Span.Clear();
        scratch.LogVarianceGradient.Span.Clear();

        LatentTerm latent = new(scratch, _shape.Latent, step.Beta, _options.LatentTerm);
        double logLikelihood = 0;
        for (int sample = 0; sample < tapes.Samples; sample++)
        {
            int slot = sample * tiles + tile;
            DrawNoise(scratch, step.Number, slot);
            float* z = tapes.Decoder[0].InputAt(slot);
            latent.Reparameterize(z);
            ForwardDecoder(slot, scratch);
            logLikelihood += _reconstruction.Evaluate(scratch, 1f / tapes.Samples);
            float* gradient = Backward(tapes.Decoder, slot, scratch, needInput: true);
            latent.AddSampleGradient(z, gradient, 1f / tapes.Samples);
        }
        (double logPrior, double logPosterior) = latent.Finish(rows);
        new Span<float>(scratch.HeadGradient.Pointer, scratch.HeadGradient.Length).CopyTo(scratch.OutputGradient.Span);
        Backward(tapes.Encoder, tile, scratch, needInput: false);
        scratch.Terms = new ElboTerms(logLikelihood, logPrior, logPosterior);
    }

    private int LoadRows(int tile, TileScratch scratch, ReadOnlySpan<int> batch)
    {
        int first = tile * Tile.Rows, rows = Math.Min(Tile.Rows, batch.Length - first), stride = Tile.Padded(_features.Count);
        // The rows are scattered in memory. All are prefetched before the first is used.
        for (int lane = 0; lane < rows; lane++)
            fixed (float* row = setup.Data[batch[first + lane]])
                Prefetch.Lines(row, Math.Min(_features.Count, LargestPrefetch));
        for (int lane = 0; lane < rows; lane++)
            setup.Data[batch[first + lane]].CopyTo(scratch.Rows.Span[(lane * stride)..]);
        // In lanes without a row all values are missing.
        scratch.Rows.Span[(rows * stride)..].Fill(float.NaN);
        TileLoader.Load(_features, scratch.Rows.Pointer, stride, scratch.Target.Pointer, tapes.Encoder[0].InputAt(tile));
        scratch.Weight.Span[..rows].Fill(1f / batch.Length);
        scratch.Weight.Span[rows..].Clear();
        return rows;
    }

    private void DrawNoise(TileScratch scratch, int step, int slot)
    {
        PhiloxKey key = new((ulong)(uint)_options.Seed, RandomPurpose.TrainingNoise, (uint)step);
        ulong drawsPerSlot = (ulong)scratch.Noise.Length / 4;
        Philox.FillNormal(key, (ulong)slot * drawsPerSlot, scratch.Noise.Pointer, scratch.Noise.Length);
    }

    private void ForwardEncoder(int tile, TileScratch scratch) => Forward(tapes.Encoder, tile, scratch.Head.Pointer);

    private void ForwardDecoder(int slot, TileScratch scratch)
    {
        Forward(tapes.Decoder, slot, scratch.Output.Pointer);
        if (tapes.Network.LogVariance is { } logVariance)
            for (int j = 0; j < _shape.Features; j++)
                DenseKernels.Fill(scratch.LogVariance.At(j * Tile.Rows, Tile.Rows), logVariance.Span[j]);
    }

    private void Forward(LayerTape[] layers, int slot, float* output)
    {
        for (int i = 0; i < layers.Length - 1; i++)
            Activations.Forward(_shape.Activation, layers[i].Layer, layers[i].InputAt(slot), layers[i + 1].InputAt(slot), layers[i].DerivativeAt(slot));
        DenseKernels.Forward(layers[^1].Layer, layers[^1].InputAt(slot), output);
    }

    /// <summary>Propagates the gradient in <see cref="TileScratch.OutputGradient"/> back through the layers, and stores each layer's, transposed, on its tape.</summary>
    /// <returns>The gradient at the first layer's input, if requested.</returns>
    private float* Backward(LayerTape[] layers, int slot, TileScratch scratch, bool needInput)
    {
        float* gradient = scratch.OutputGradient.Pointer;
        float* other = scratch.OtherGradient.Pointer;
        for (int i = layers.Length - 1; i >= 0; i--)
        {
            LayerTape tape = layers[i];
            DenseKernels.Transpose(gradient, tape.Layer.PaddedOutputs, tape.OutputGradientAt(slot));
            if (i == 0 && !needInput)
                break;
            DenseKernels.Backward(tape.Layer, gradient, other);
            if (i > 0)
                Activations.Backward(_shape.Activation, other, tape.InputAt(slot), layers[i - 1].DerivativeAt(slot), tape.InputTile);
            float* inner = other;
            other = gradient;
            gradient = inner;
        }
        return gradient;
    }
}
