using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace VaeMl.Inputs;

/// <summary>Reads the key values in a column's annotations.</summary>
internal static class KeyValues
{
    private const string Annotation = "KeyValues";

    private static readonly MethodInfo GenericRead = typeof(KeyValues).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>The key values as text, in the order of the keys 1, 2, …; null if there are none.</summary>
    public static ReadOnlyMemory<char>[]? Read(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull(Annotation)?.Type is not VectorDataViewType type)
            return null;
        return (ReadOnlyMemory<char>[])GenericRead.MakeGenericMethod(type.ItemType.RawType).Invoke(null, [column])!;
    }

    private static ReadOnlyMemory<char>[] Read<T>(DataViewSchema.Column column)
    {
        VBuffer<T> values = default;
        column.Annotations.GetValue(Annotation, ref values);
        return [.. values.DenseValues().Select(value => value is ReadOnlyMemory<char> text
            ? text : (Convert.ToString(value, CultureInfo.InvariantCulture) ?? "").AsMemory())];
    }
}
