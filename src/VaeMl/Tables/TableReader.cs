using VaeMl.Inputs;

namespace VaeMl.Tables;

/// <summary>Reads the features of several columns.</summary>
/// <param name="parts">For each column, its reader with the index of its first feature and the number of features.</param>
internal sealed class TableReader((int First, int Count, FeatureReader Reader)[] parts) : FeatureReader
{
    public override IEnumerable<(int First, NumberReader Reader)> Numbers =>
        parts.SelectMany(part => part.Reader.Numbers.Select(numbers => (part.First + numbers.First, numbers.Reader)));

    public override void Read(Span<float> features)
    {
        foreach ((int first, int count, FeatureReader reader) in parts)
            reader.Read(features.Slice(first, count));
    }
}
