namespace VaeMl.Inputs;

/// <summary>Single stays as it is.</summary>
internal sealed class SingleConversion : Conversion<float>
{
    public override void ToSingle(ReadOnlySpan<float> values, Span<float> features) => values.CopyTo(features);

    public override double Exact(float value) => value;
}
