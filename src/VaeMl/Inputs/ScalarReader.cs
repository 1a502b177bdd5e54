using Microsoft.ML;

namespace VaeMl.Inputs;

/// <summary>Reads a column of scalars, which is one feature.</summary>
internal sealed class ScalarReader<T>(DataViewRow source, DataViewSchema.Column column, Conversion<T> conversion) : NumberReader(column)
    where T : struct
{
    private readonly ValueGetter<T> _get = source.GetGetter<T>(column);
    private T _value;

    public override bool Rounds => conversion.Rounds;

    public override void Read(Span<float> features)
    {
        _get(ref _value);
        conversion.ToSingle(new ReadOnlySpan<T>(in _value), features);
    }

    public override double Exact(int feature) => conversion.Exact(_value);
}
