using Microsoft.ML;
using Microsoft.ML.Data;

namespace VaeMl.Mapping;

/// <summary>Finds and checks the features' column. Messages are worded as ML.NET's own.</summary>
internal static class InputColumn
{
    private const string Remedy =
        "Join columns by Concatenate, turn numbers into Single by Conversion.ConvertType and categories into vectors by "
        + "Categorical.OneHotEncoding; vectors need a size known from the schema.";

    /// <param name="inputSchema">Of the data.</param>
    /// <param name="name">The column.</param>
    /// <param name="width">The number of features it must have, or null for any.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is of another type or width.</exception>
    public static DataViewSchema.Column Find(DataViewSchema inputSchema, string name, int? width = null)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        if (inputSchema.GetColumnOrNull(name) is not { } column)
            throw new ArgumentOutOfRangeException(nameof(inputSchema), Missing(name, inputSchema.Where(c => !c.IsHidden).Select(c => c.Name)));
        string expected = width is null ? "Vector<Single>" : $"Vector<Single, {width}>";
        if (column.Type is not VectorDataViewType { Size: > 0 } vector || vector.ItemType != NumberDataViewType.Single)
            throw new ArgumentOutOfRangeException(nameof(inputSchema), Mismatch(name, expected, TypeName(column.Type), Remedy));
        if (width is not null && vector.Size != width)
            throw new ArgumentOutOfRangeException(
                nameof(inputSchema), Mismatch(name, expected, vector.ToString(), $"The model was trained on {Counted.Of(width.Value, "feature")}."));
        return column;
    }

    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is of another type.</exception>
    public static void Check(SchemaShape inputSchema, string name)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column column = inputSchema.LastOrDefault(column => column.Name == name);
        if (column.Name is null)
            throw new ArgumentOutOfRangeException(nameof(inputSchema), Missing(name, inputSchema.Select(c => c.Name)));
        if (column.Kind != SchemaShape.Column.VectorKind.Vector || column.ItemType != NumberDataViewType.Single || column.IsKey)
            throw new ArgumentOutOfRangeException(nameof(inputSchema), Mismatch(name, "Vector<Single>", TypeName(column), Remedy));
    }

    // By itself, a vector of variable size is called as one of known size.
    private static string TypeName(DataViewType type) =>
        type is VectorDataViewType { IsKnownSize: false } vector ? $"VarVector<{vector.ItemType}>" : type.ToString()!;

    private static string TypeName(SchemaShape.Column column)
    {
        string item = column.IsKey ? $"Key<{column.ItemType}>" : column.ItemType.ToString()!;
        return column.Kind switch
        {
            SchemaShape.Column.VectorKind.Vector => $"Vector<{item}>",
            SchemaShape.Column.VectorKind.VariableVector => $"VarVector<{item}>",
            _ => item,
        };
    }

    private static string Missing(string name, IEnumerable<string> present) =>
        $"Could not find input column '{name}'; the data has {string.Join(", ", present.Select(column => $"'{column}'"))}.";

    private static string Mismatch(string name, string expected, string got, string remedy) =>
        $"Schema mismatch for input column '{name}': expected {expected}, got {got}. {remedy}";
}
