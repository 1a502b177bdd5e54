using Microsoft.ML;
using Microsoft.ML.Data;
using VaeMl.Messages;

namespace VaeMl.Inputs;

/// <summary>A single numeric column, whose values are the features.</summary>
/// <param name="Column">The column in the schema.</param>
/// <param name="Kind">The kind of column, which decides how it is read.</param>
internal sealed record InputColumn(DataViewSchema.Column Column, InputKind Kind) : IInputFeatures
{
    /// <summary>The number of features.</summary>
    public int Width => Kind.Width(Column.Type);

    TableSchema? IInputFeatures.Table => null;

    InputForm IInputFeatures.Form => new(Kind.OnnxType);

    IReadOnlyList<DataViewSchema.Column> IInputFeatures.Columns => [Column];

    /// <summary>Creates a builder that uses the feature names of the column, if it has any.</summary>
    public VaeDataBuilder NewRows(long? maxMemory) => new(Width, Kind.Names(Column), maxMemory: maxMemory);

    public FeatureReader Reader(DataViewRow source) => Kind.Reader(source, Column);

    /// <param name="column">A column of a schema.</param>
    /// <returns>The input column; null if it is not numeric.</returns>
    public static InputColumn? TryCreate(DataViewSchema.Column column) => InputKind.TryFind(column.Type) is { } kind ? new InputColumn(column, kind) : null;

    /// <param name="inputSchema">The schema of the data.</param>
    /// <param name="name">The name of the column.</param>
    /// <param name="width">The number of features it must have.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, it is not numeric, or it has another number of features.</exception>
    public static InputColumn Find(DataViewSchema inputSchema, string name, int width)
    {
        DataViewSchema.Column column = InputSchema.Column(inputSchema, name);
        DataViewType item = column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;
        string remedy = $"The model was trained on {Counted.Format(width, "feature")}.";
        if (TryCreate(column) is not { } found)
            throw InputSchema.IsReadable(column.Type)
                ? InputSchema.Mismatch(name, $"Vector<Single, {width}>", InputSchema.TypeName(column.Type), remedy)
                : InputSchema.Unreadable(name, InputSchema.TypeName(column.Type), item, item is KeyDataViewType);
        return found.Width == width ? found : throw InputSchema.Mismatch(name, $"Vector<{item}, {width}>", column.Type.ToString()!, remedy);
    }
}
