using VaeMl.Inputs;

namespace VaeMl.Tables;

/// <summary>Reads the number of a level: −1 for a level that did not occur in training, NaN where missing.</summary>
internal sealed class LevelReader(LevelSource levels, SchemaColumn column) : FeatureReader
{
    public override void Read(Span<float> features)
    {
        ReadOnlySpan<char> level = levels.Read();
        features[0] = level.IsEmpty ? float.NaN : column.LevelOf(level);
    }
}
