using Microsoft.ML;
using Microsoft.ML.Data;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace VaeMl.Inputs;

/// <summary>Finds input columns in schemas and creates the errors about them. Messages are worded like those of ML.NET.</summary>
internal static class InputSchema
{
    private const string Accepted = "a number, Boolean, text, key, DateTime or DateTimeOffset, or a vector of known size, of numbers or Booleans";

    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public static DataViewSchema.Column Column(DataViewSchema schema, string name)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return schema.GetColumnOrNull(name) ?? throw Missing(name, schema.Where(c => !c.IsHidden).Select(c => c.Name));
    }

    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or its type is not supported.</exception>
    public static void Check(SchemaShape shape, string name)
    {
        ArgumentNullException.ThrowIfNull(shape);
        SchemaShape.Column column = shape.LastOrDefault(column => column.Name == name);
        if (column.Name is null)
            throw Missing(name, shape.Select(c => c.Name));
        bool isNumber = !column.IsKey && InputKind.FindByItemType(column.ItemType) is not null;
        bool isLevelOrDate = column.IsKey || IsTextOrDate(column.ItemType);
        if (column.Kind switch { VectorKind.Scalar => !isNumber && !isLevelOrDate, VectorKind.Vector => !isNumber, _ => true })
            throw Unreadable(name, TypeName(column), column.ItemType, column.IsKey);
    }

    /// <summary>Whether a column of this type can be an input.</summary>
    public static bool IsReadable(DataViewType type) => InputKind.TryFind(type) is not null || type is KeyDataViewType || IsTextOrDate(type);

    public static ArgumentOutOfRangeException Unreadable(string name, string got, DataViewType item, bool isKey)
    {
        bool isSize = !isKey && InputKind.FindByItemType(item) is not null;
        return Mismatch(name, Accepted, got, isSize ? InputRemedy.UnknownSize : InputRemedy.Describe(item, isKey));
    }

    public static ArgumentOutOfRangeException Mismatch(string name, string expected, string got, string remedy) =>
        Wrong($"Schema mismatch for input column '{name}': expected {expected}, got {got}. {remedy}");

    public static ArgumentOutOfRangeException Wrong(string message, string parameterName = "inputSchema") => new(parameterName, message);

    // The type's own text does not tell a vector of variable size from one of known size.
    public static string TypeName(DataViewType type) =>
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

    private static bool IsTextOrDate(DataViewType type) => type is TextDataViewType or DateTimeDataViewType or DateTimeOffsetDataViewType;

    private static ArgumentOutOfRangeException Missing(string name, IEnumerable<string> present) =>
        Wrong($"Could not find input column '{name}'; the data has {string.Join(", ", present.Select(column => $"'{column}'"))}.");
}
