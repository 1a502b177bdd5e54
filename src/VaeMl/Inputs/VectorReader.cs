using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using VaeMl.Messages;

namespace VaeMl.Inputs;

/// <summary>Reads a column of vectors, dense or sparse. Each element is a feature.</summary>
internal sealed class VectorReader<T>(DataViewRow source, DataViewSchema.Column column, Conversion<T> conversion) : NumberReader(column)
    where T : struct
{
    private readonly ValueGetter<VBuffer<T>> _get = source.GetGetter<VBuffer<T>>(column);
    private float[] _explicit = [];
    private VBuffer<T> _vector;

    public override bool Rounds => conversion.Rounds;

    public override void Read(Span<float> features)
    {
        _get(ref _vector);
        if (_vector.Length != features.Length)
            throw WrongLength(features.Length);
        if (_vector.IsDense)
            conversion.ToSingle(_vector.GetValues(), features);
        else
            Scatter(_vector.GetValues(), _vector.GetIndices(), features);
    }

    public override double Exact(int feature) => conversion.Exact(_vector.GetItemOrDefault(feature));

    private void Scatter(ReadOnlySpan<T> values, ReadOnlySpan<int> indices, Span<float> features)
    {
        if (_explicit.Length < values.Length)
            _explicit = new float[features.Length];
        Span<float> converted = _explicit.AsSpan(0, values.Length);
        conversion.ToSingle(values, converted);
        features.Clear();
        for (int i = 0; i < converted.Length; i++)
            features[indices[i]] = converted[i];
    }

    // A view over objects returns arrays at their actual length, whatever its schema says.
    private VaeDataException WrongLength(int expected) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"Row {source.Position} holds {Counted.Format(_vector.Length, "value")} in column '{Column.Name}', whose type {Column.Type} says {expected}. ")
        + "Give every row the same number of values, with NaN where one is missing.",
        (int)Math.Min(source.Position, int.MaxValue));
}
