using System.Runtime.Intrinsics;
using VaeMl.Networks;
using static VaeMl.Training.Engines.AdamConstants;

namespace VaeMl.Training.BuiltIn;

/// <summary>The first and second moments of a block of parameters.</summary>
internal sealed class AdamMoments(int length)
{
    public AlignedFloats First { get; } = new(length);

    public AlignedFloats Second { get; } = new(length);
}

/// <summary>Adam (Kingma and Ba 2015, algorithm 1) at one step.</summary>
internal readonly unsafe struct Adam
{
    private readonly float _firstCorrection;
    private readonly float _secondCorrection;

    public Adam(double learningRate, int step)
    {
        _firstCorrection = (float)(learningRate / (1 - Math.Pow(Beta1, step)));
        _secondCorrection = (float)(1 / (1 - Math.Pow(Beta2, step)));
    }

    /// <summary>Updates 16 parameters.</summary>
    public void Update(float* parameters, float* first, float* second, Vector512<float> gradient)
    {
        Vector512<float> m = Vector512.FusedMultiplyAdd(
            gradient, Vector512.Create(1 - Beta1), Vector512.Load(first) * Beta1);
        Vector512<float> v = Vector512.FusedMultiplyAdd(
            gradient * gradient, Vector512.Create(1 - Beta2), Vector512.Load(second) * Beta2);
        m.Store(first);
        v.Store(second);
        Vector512<float> scale = Vector512.Sqrt(v * _secondCorrection) + Vector512.Create(Epsilon);
        (Vector512.Load(parameters) - m * _firstCorrection / scale).Store(parameters);
    }
}
