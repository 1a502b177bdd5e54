using System.Runtime.Intrinsics;
using VaeMl.Networks;

namespace VaeMl.Likelihoods;

/// <summary>A likelihood defined by its formulas. This class has the loops over features.</summary>
/// <param name="formula">The formulas, with their settings.</param>
internal abstract unsafe class FormulaLikelihood<TFormula>(TFormula formula) : ScalarLikelihood
    where TFormula : struct, ILikelihoodFormula
{
    public sealed override Vector512<float> NegativeLog(Vector512<float> x, Vector512<float> p0, Vector512<float> p1, float floor)
    {
        formula.Variance(p1, floor, out Vector512<float> v, out Vector512<float> logV);
        return formula.NegativeLog(x, p0, v, logV);
    }

    public sealed override Vector512<float> NegativeLog(
        Vector512<float> x, Vector512<float> p0, Vector512<float> p1, float floor, out Vector512<float> g0, out Vector512<float> g1) =>
        formula.NegativeLog(x, p0, p1, floor, out g0, out g1);

    public sealed override void Variances(float* p1, ReadOnlySpan<float> floors, float* v, float* logV)
    {
        for (int j = 0, at = 0; j < floors.Length; j++, at += Tile.Rows)
        {
            formula.Variance(Vector512.Load(p1 + at), floors[j], out Vector512<float> variance, out Vector512<float> logVariance);
            variance.Store(v + at);
            logVariance.Store(logV + at);
        }
    }

    public sealed override void NegativeLogs(float* x, float* p0, float* v, float* logV, float* terms, int features)
    {
        for (int at = 0; at < features * Tile.Rows; at += Tile.Rows)
            formula.NegativeLog(Vector512.Load(x + at), Vector512.Load(p0 + at), Vector512.Load(v + at), Vector512.Load(logV + at)).Store(terms + at);
    }

    public sealed override void Gradients(float* x, float* p0, float* p1, ReadOnlySpan<float> floors, float* terms, float* g0, float* g1)
    {
        for (int j = 0, at = 0; j < floors.Length; j++, at += Tile.Rows)
        {
            Vector512<float> term = formula.NegativeLog(
                Vector512.Load(x + at), Vector512.Load(p0 + at), Vector512.Load(p1 + at), floors[j], out Vector512<float> d0, out Vector512<float> d1);
            term.Store(terms + at);
            d0.Store(g0 + at);
            d1.Store(g1 + at);
        }
    }
}
