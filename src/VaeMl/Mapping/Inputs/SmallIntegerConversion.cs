using System.Numerics;

namespace VaeMl.Mapping.Inputs;

/// <summary>Integers of 8 and 16 bits, each of which is a Single exactly.</summary>
internal sealed class SmallIntegerConversion<T> : Conversion<T>
    where T : struct, IBinaryInteger<T>
{
    public override void ToSingle(ReadOnlySpan<T> values, Span<float> features)
    {
        for (int i = 0; i < values.Length; i++)
            features[i] = float.CreateTruncating(values[i]);
    }

    public override double Exact(T value) => double.CreateTruncating(value);
}
