using VaeMl.Inputs;

namespace VaeMl.Tables;

/// <summary>Reads a level's number: −1 for one that training did not have, NaN where missing.</summary>
internal sealed class LevelReader(LevelSource levels, SchemaColumn column) : FeatureReader
{
    public override void Read(Span<float> features)
    {
        ReadOnlySpan<char> level = levels.Read();
        features[0] = level.IsEmpty ? float.NaN : column.LevelOf(level);
    }
}
