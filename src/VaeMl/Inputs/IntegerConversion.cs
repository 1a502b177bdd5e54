using System.Numerics;
using System.Runtime.CompilerServices;

namespace VaeMl.Inputs;

/// <summary>Converts integers. Those of 8 and 16 bits are exact; longer ones become the nearest Single, which is exact up to ±2²⁴.</summary>
internal sealed class IntegerConversion<T> : Conversion<T>
    where T : struct, IBinaryInteger<T>
{
    public override bool Rounds => Unsafe.SizeOf<T>() > sizeof(short);

    public override void ToSingle(ReadOnlySpan<T> values, Span<float> features)
    {
        for (int i = 0; i < values.Length; i++)
            features[i] = float.CreateTruncating(values[i]);
    }

    public override double Exact(T value) => double.CreateTruncating(value);
}
