namespace VaeMl.Inputs;

/// <summary>Converts Boolean: false is 0, true is 1.</summary>
internal sealed class BooleanConversion : Conversion<bool>
{
    public override void ToSingle(ReadOnlySpan<bool> values, Span<float> features)
    {
        for (int i = 0; i < values.Length; i++)
            features[i] = values[i] ? 1 : 0;
    }

    public override double Exact(bool value) => value ? 1 : 0;
}
