using System.Runtime.Intrinsics;
using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Training.Engines;

namespace VaeMl.Training.BuiltIn;

/// <summary>The term log p(x|z) of one tile and its gradient at the decoder's output. Missing values contribute to neither.</summary>
internal sealed unsafe class ReconstructionTerm(EngineSetup setup)
{
    private readonly FeatureTransform _features = setup.Features;
    private readonly NetworkShape _shape = setup.Parameters.Shape;
    private readonly int _outputs = setup.Parameters.Shape.DecoderSizes[^1];
    private readonly float _limit = (float)Math.Min(setup.Options.RowGradientLimit, float.MaxValue);

    /// <summary>Reads the target and the decoder's output, and writes the output gradient, already multiplied by 1/(batch size · samples).</summary>
    /// <returns>The sum of log p(x|z) over the tile's rows, times <paramref name="share"/>, in nats.</returns>
    public double Evaluate(TileScratch scratch, float share)
    {
        float* gradients = scratch.OutputGradient.Pointer;
        // The backward pass needs zeros in the padding of the outputs.
        new Span<float>(gradients + _outputs * Tile.Rows, (Tile.Padded(_outputs) - _outputs) * Tile.Rows).Clear();
        return share * (EvaluateHalf(scratch, gradients, 0, share) + EvaluateHalf(scratch, gradients, Tile.Panel, share));
    }

    private double EvaluateHalf(TileScratch scratch, float* gradients, int half, float share)
    {
        int end = _shape.Features * Tile.Rows, slotsEnd = _shape.Slots * Tile.Rows;
        // Each vector is one half of a feature's lanes.
        float* target = scratch.Target.At(half, end - half), terms = scratch.FeatureTerms.At(half, end - half);
        float* p0 = scratch.Output.At(half, (_shape.DecodesVariance ? slotsEnd + end : slotsEnd) - half);
        float* g0 = gradients + half;
        float* p1 = _shape.DecodesVariance ? p0 + slotsEnd : _shape.HasFixedVariance ? scratch.LogVariance.Pointer + half : p0;
        // Without a decoded variance, the memory after the means' gradients is free, except for the padding's zeros.
        float* g1 = g0 + (_shape.DecodesVariance ? slotsEnd : Tile.Padded(_shape.Slots) * Tile.Rows);
        foreach (LikelihoodRun run in _features.Runs)
        {
            int at = run.First * Tile.Rows, slot = run.FirstSlot * Tile.Rows;
            run.Likelihood.Gradients(target + at, p0 + slot, p1 + at, _features.FloorsOf(run), terms + at, g0 + slot, g1 + at);
        }
        Vector512<double> sum = default;
        Vector512<float> squaredNorm = default;
        float* slope = g0;
        foreach (LikelihoodRun run in _features.Runs)
        {
            for (int at = run.First * Tile.Rows, last = at + run.Count * Tile.Rows; at < last; at += Tile.Rows)
            {
                Vector512<float> x = Vector512.Load(target + at), observed = Vector512.Equals(x, x);
                sum += LaneReduction.Widen(Vector512.Load(terms + at) + Vector512.Create(_features.Constant[at / Tile.Rows]) & observed);
                Vector512<float> d0 = Vector512.Load(slope) & observed, d1 = Vector512.Load(g1 + at) & observed;
                squaredNorm += d0 * d0 + d1 * d1;
                d0.Store(slope);
                d1.Store(g1 + at);
                slope += Tile.Rows;
                for (int level = 1; level < run.Levels; level++, slope += Tile.Rows)
                {
                    d0 = Vector512.Load(slope) & observed;
                    squaredNorm += d0 * d0;
                    d0.Store(slope);
                }
            }
        }
        Vector512<float> factor = Vector512.Load(scratch.Weight.Pointer + half) * share
            * Vector512.Min(Vector512<float>.One, Vector512.Create(_limit) / Vector512.Sqrt(squaredNorm));
        for (int at = 0; at < slotsEnd; at += Tile.Rows)
            (Vector512.Load(g0 + at) * factor).Store(g0 + at);
        for (int at = 0; at < end; at += Tile.Rows)
        {
            if (_shape.DecodesVariance)
                (Vector512.Load(g1 + at) * factor).Store(g1 + at);
            else if (_shape.HasFixedVariance)
                AddTo(scratch.LogVarianceGradient.Pointer + half + at, Vector512.Load(g1 + at) * factor);
        }
        return -Vector512.Sum(sum);
    }

    private static void AddTo(float* lanes, Vector512<float> value) => (Vector512.Load(lanes) + value).Store(lanes);
}
