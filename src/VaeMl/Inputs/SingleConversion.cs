namespace VaeMl.Inputs;

/// <summary>Copies Single unchanged.</summary>
internal sealed class SingleConversion : Conversion<float>
{
    public override void ToSingle(ReadOnlySpan<float> values, Span<float> features) => values.CopyTo(features);

    public override double Exact(float value) => value;
}
