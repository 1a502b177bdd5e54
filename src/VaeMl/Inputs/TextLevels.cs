using Microsoft.ML;

namespace VaeMl.Inputs;

/// <summary>Reads text as the name of a level; empty text is missing.</summary>
internal sealed class TextLevels(DataViewRow source, DataViewSchema.Column column) : LevelSource
{
    private readonly ValueGetter<ReadOnlyMemory<char>> _get = source.GetGetter<ReadOnlyMemory<char>>(column);
    private ReadOnlyMemory<char> _text;

    public override ReadOnlySpan<char> Read()
    {
        _get(ref _text);
        return _text.Span;
    }
}
