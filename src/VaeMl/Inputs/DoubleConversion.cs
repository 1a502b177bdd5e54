namespace VaeMl.Inputs;

/// <summary>Rounds Double to the nearest Single: ±∞ beyond its range. NaN stays NaN.</summary>
internal sealed class DoubleConversion : Conversion<double>
{
    public override bool Rounds => true;

    public override void ToSingle(ReadOnlySpan<double> values, Span<float> features)
    {
        for (int i = 0; i < values.Length; i++)
            features[i] = (float)values[i];
    }

    public override double Exact(double value) => value;
}
