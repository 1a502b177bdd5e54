using System.Runtime.Intrinsics;
using VaeMl.Likelihoods;
using VaeMl.Networks;

namespace VaeMl.Training.BuiltIn;

/// <summary>The term log p(x|z) of one tile and its gradient at the decoder's output. Missing values carry neither.</summary>
internal sealed unsafe class ReconstructionTerm(TrainingTask task)
{
    private readonly FeatureModel _features = task.Features;
    private readonly NetworkShape _shape = task.Initial.Shape;
    private readonly float _limit = (float)Math.Min(task.Options.RowGradientLimit, float.MaxValue);

    /// <summary>Reads target and decoder output, writes the output gradient, already weighted by 1/(batch · samples).</summary>
    /// <returns>The sum of log p(x|z) over the tile's rows, times <paramref name="share"/>, in nats.</returns>
    public double Evaluate(TileScratch scratch, int rows, float share)
    {
        float* gradients = scratch.OutputGradient.Pointer;
        // The layer behind needs zeros where the padding of its outputs is.
        new Span<float>(gradients, Tile.Rows * Tile.Padded(_shape.DecoderSizes[^1])).Clear();
        double sum = 0;
        for (int half = 0; half < rows; half += Tile.Panel)
            sum += EvaluateHalf(scratch, gradients, half, share);
        return sum * share;
    }

    private double EvaluateHalf(TileScratch scratch, float* gradients, int half, float share)
    {
        int d = _shape.Features;
        float* target = scratch.Target.Pointer + half;
        float* p0 = scratch.Output.Pointer + half;
        float* g0 = gradients + half;
        float* p1 = _shape.DecodesVariance ? p0 + d * Tile.Rows : _shape.HasFixedVariance ? scratch.LogVariance.Pointer + half : p0;
        float* g1 = g0 + (_shape.DecodesVariance ? d : Tile.Padded(d)) * Tile.Rows;
        bool hasVariance = _shape.DecodesVariance || _shape.HasFixedVariance;
        Vector512<double> sum = default;
        Vector512<float> squaredNorm = default;
        for (int j = 0; j < d; j++)
        {
            int at = j * Tile.Rows;
            Vector512<float> x = Vector512.Load(target + at);
            Vector512<float> observed = Vector512.Equals(x, x);
            Vector512<float> term = _features.Likelihoods[j].NegativeLog(
                x, Vector512.Load(p0 + at), Vector512.Load(p1 + at), out Vector512<float> d0, out Vector512<float> d1);
            d0 &= observed;
            d1 &= observed;
            sum += LaneSums.Widen(term + Vector512.Create(_features.Constant[j]) & observed);
            squaredNorm += d0 * d0 + d1 * d1;
            d0.Store(g0 + at);
            if (hasVariance)
                d1.Store(g1 + at);
        }
        Vector512<float> factor = Vector512.Load(scratch.Weight.Pointer + half) * share
            * Vector512.Min(Vector512<float>.One, Vector512.Create(_limit) / Vector512.Sqrt(squaredNorm));
        for (int at = 0; at < d * Tile.Rows; at += Tile.Rows)
        {
            (Vector512.Load(g0 + at) * factor).Store(g0 + at);
            if (_shape.DecodesVariance)
                (Vector512.Load(g1 + at) * factor).Store(g1 + at);
            else if (_shape.HasFixedVariance)
                AddTo(scratch.LogVarianceGradient.Pointer + half + at, Vector512.Load(g1 + at) * factor);
        }
        return -Vector512.Sum(sum);
    }

    private static void AddTo(float* lanes, Vector512<float> value) => (Vector512.Load(lanes) + value).Store(lanes);
}
