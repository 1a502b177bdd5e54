using Microsoft.ML;
using Microsoft.ML.Data;
using VaeMl.Mapping.Inputs;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace VaeMl.Mapping;

/// <summary>A data view's column that features are read from: found, checked and of a known kind. Messages are worded as ML.NET's own.</summary>
/// <param name="Column">In the schema.</param>
/// <param name="Kind">How it is read.</param>
internal sealed record InputColumn(DataViewSchema.Column Column, InputKind Kind)
{
    /// <summary>The number of features.</summary>
    public int Width => Kind.Width(Column.Type);

    /// <summary>The features' names; null if the column tells none.</summary>
    public string[]? Names => Kind.Names(Column);

    /// <param name="source">A row or cursor in which the column is active.</param>
    public FeatureReader Reader(DataViewRow source) => Kind.Reader(source, Column);

    /// <param name="inputSchema">Of the data.</param>
    /// <param name="name">The column.</param>
    /// <param name="width">The number of features it must have, or null for any.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is of a type that cannot be read or of another width.</exception>
    public static InputColumn Find(DataViewSchema inputSchema, string name, int? width = null)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        if (inputSchema.GetColumnOrNull(name) is not { } column)
            throw Wrong(nameof(inputSchema), Missing(name, inputSchema.Where(c => !c.IsHidden).Select(c => c.Name)));
        DataViewType item = column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;
        if (InputKind.Of(column.Type) is not { } kind)
            throw Wrong(nameof(inputSchema), Unreadable(name, TypeName(column.Type), item, item is KeyDataViewType));
        InputColumn found = new(column, kind);
        if (width is null || found.Width == width)
            return found;
        string remedy = $"The model was trained on {Counted.Of(width.Value, "feature")}.";
        throw Wrong(nameof(inputSchema), Mismatch(name, $"Vector<{item}, {width}>", column.Type.ToString()!, remedy));
    }

    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is of a type that cannot be read.</exception>
    public static void Check(SchemaShape inputSchema, string name)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column column = inputSchema.LastOrDefault(column => column.Name == name);
        if (column.Name is null)
            throw Wrong(nameof(inputSchema), Missing(name, inputSchema.Select(c => c.Name)));
        if (column.Kind == VectorKind.VariableVector || column.IsKey || InputKind.OfItems(column.ItemType) is null)
            throw Wrong(nameof(inputSchema), Unreadable(name, TypeName(column), column.ItemType, column.IsKey));
    }

    // By itself, a vector of variable size is called as one of known size.
    private static string TypeName(DataViewType type) =>
        type is VectorDataViewType { IsKnownSize: false } vector ? $"VarVector<{vector.ItemType}>" : type.ToString()!;

    private static string TypeName(SchemaShape.Column column)
    {
        string item = column.IsKey ? $"Key<{column.ItemType}>" : column.ItemType.ToString()!;
        return column.Kind switch
        {
            VectorKind.Vector => $"Vector<{item}>",
            VectorKind.VariableVector => $"VarVector<{item}>",
            _ => item,
        };
    }

    private static string Missing(string name, IEnumerable<string> present) =>
        $"Could not find input column '{name}'; the data has {string.Join(", ", present.Select(column => $"'{column}'"))}.";

    private static string Unreadable(string name, string got, DataViewType item, bool isKey)
    {
        bool isSize = !isKey && InputKind.OfItems(item) is not null;
        return Mismatch(name, InputKind.Accepted, got, isSize ? InputRemedy.UnknownSize : InputRemedy.Of(item, isKey));
    }

    private static string Mismatch(string name, string expected, string got, string remedy) =>
        $"Schema mismatch for input column '{name}': expected {expected}, got {got}. {remedy}";

    private static ArgumentOutOfRangeException Wrong(string parameterName, string message) => new(parameterName, message);
}
