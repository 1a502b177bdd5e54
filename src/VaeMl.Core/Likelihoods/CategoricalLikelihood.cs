using System.Runtime.Intrinsics;
using VaeMl.Networks;

namespace VaeMl.Likelihoods;

/// <summary>
/// Categorical over c levels with logits l: −log p(x = k|z) = log Σᵢ exp(lᵢ) − lₖ, where x is a level's number, 0 … c − 1.
/// Any other x is an unseen level and costs <see cref="UnseenTerm"/>, independently of z.
/// </summary>
/// <param name="levels">The number of levels c.</param>
internal sealed unsafe class CategoricalLikelihood(int levels) : Likelihood
{
    /// <summary>log(1 + 2²⁰): the term of a 0/1 feature at a distance of 1 from its possible values (<see cref="BernoulliLikelihood.UnseenScale"/>).</summary>
    public const float UnseenTerm = 13.862945f;

    /// <summary>The name in the model file.</summary>
    public const string FileName = "categorical";

    public override string Name => FileName;

    public override LikelihoodKind Kind => LikelihoodKind.Categorical;

    public override int Levels => levels;

    public override bool HasVariance => false;

    public override double Constant => 0;

    /// <summary>A category has no variances.</summary>
    public override void Variances(float* p1, ReadOnlySpan<float> floors, float* v, float* logV)
    {
    }

    public override void NegativeLogs(float* x, float* p0, float* v, float* logV, float* terms, int features)
    {
        for (int j = 0; j < features; j++, x += Tile.Rows, terms += Tile.Rows, p0 += levels * Tile.Rows)
        {
            Vector512<float> value = Vector512.Load(x), largest = Largest(p0), sum = default, own = default, seen = default;
            for (int k = 0; k < levels; k++)
            {
                Vector512<float> logit = Vector512.Load(p0 + k * Tile.Rows), isLevel = Vector512.Equals(value, Vector512.Create((float)k));
                sum += Exponential.Compute(logit - largest);
                own = Vector512.ConditionalSelect(isLevel, logit, own);
                seen |= isLevel;
            }
            // The difference comes first: for a nearly certain level, the logarithm would be lost in a large logit.
            Vector512<float> term = Vector512.Log(sum) + (largest - own);
            Vector512.ConditionalSelect(seen, Vector512.MinNative(Vector512.Create(LargestTerm), term), Vector512.Create(UnseenTerm)).Store(terms);
        }
    }

    public override void Gradients(float* x, float* p0, float* p1, ReadOnlySpan<float> floors, float* terms, float* g0, float* g1)
    {
        int slots = levels * Tile.Rows;
        for (int j = 0; j < floors.Length; j++, x += Tile.Rows, terms += Tile.Rows, g1 += Tile.Rows, p0 += slots, g0 += slots)
        {
            Vector512<float> value = Vector512.Load(x), largest = Largest(p0), sum = default, own = default;
            for (int at = 0; at < slots; at += Tile.Rows)
            {
                Vector512<float> e = Exponential.Compute(Vector512.Load(p0 + at) - largest);
                sum += e;
                e.Store(g0 + at);
            }
            for (int k = 0; k < levels; k++)
            {
                float* slope = g0 + k * Tile.Rows;
                Vector512<float> isLevel = Vector512.Equals(value, Vector512.Create((float)k));
                own = Vector512.ConditionalSelect(isLevel, Vector512.Load(p0 + k * Tile.Rows), own);
                (Vector512.Load(slope) / sum - (isLevel & Vector512<float>.One)).Store(slope);
            }
            (Vector512.Log(sum) + (largest - own)).Store(terms);
            Vector512<float>.Zero.Store(g1);
        }
    }

    /// <summary>The number of the most likely level; the first one among equals.</summary>
    public override Vector512<float> Typical(float* p0)
    {
        Vector512<float> best = Vector512.Load(p0), level = default;
        for (int k = 1; k < levels; k++)
        {
            Vector512<float> logit = Vector512.Load(p0 + k * Tile.Rows), better = Vector512.GreaterThan(logit, best);
            best = Vector512.ConditionalSelect(better, logit, best);
            level = Vector512.ConditionalSelect(better, Vector512.Create((float)k), level);
        }
        return level;
    }

    public override double Draw(float* p0, double p1, float floor, double uniform, double normal)
    {
        double largest = double.NegativeInfinity, sum = 0;
        for (int k = 0; k < levels; k++)
            largest = Math.Max(largest, p0[k * Tile.Rows]);
        for (int k = 0; k < levels; k++)
            sum += Math.Exp(p0[k * Tile.Rows] - largest);
        double left = uniform * sum;
        for (int k = 0; k < levels - 1; k++)
        {
            left -= Math.Exp(p0[k * Tile.Rows] - largest);
            if (left < 0)
                return k;
        }
        return levels - 1;
    }

    private Vector512<float> Largest(float* p0)
    {
        Vector512<float> largest = Vector512.Load(p0);
        for (int at = Tile.Rows; at < levels * Tile.Rows; at += Tile.Rows)
            largest = Vector512.MaxNative(largest, Vector512.Load(p0 + at));
        return largest;
    }
}
