using VaeMl.Inputs;

namespace VaeMl.Tables;

/// <summary>Reads the features of a date; all are NaN where it is missing.</summary>
internal sealed class DateReader(DateSource dates, SchemaColumn column) : FeatureReader
{
    public override void Read(Span<float> features)
    {
        if (dates.TryRead(out DateTime value))
            column.Encode(value, features);
        else
            features.Fill(float.NaN);
    }
}
