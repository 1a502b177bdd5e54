using Microsoft.ML;
using Microsoft.ML.Data;

namespace VaeMl.Inputs;

/// <summary>Reads the level in a source's current row without allocating.</summary>
internal abstract class LevelSource
{
    public static bool Reads(DataViewType type) => type is TextDataViewType or KeyDataViewType;

    /// <param name="source">A row or cursor in which the column is active.</param>
    /// <param name="column">A column of text or keys.</param>
    public static LevelSource Create(DataViewRow source, DataViewSchema.Column column) => column.Type is KeyDataViewType
        ? (LevelSource)Activator.CreateInstance(typeof(KeyLevels<>).MakeGenericType(column.Type.RawType), source, column)!
        : new TextLevels(source, column);

    /// <summary>The name of the level; empty where missing.</summary>
    public abstract ReadOnlySpan<char> Read();
}
