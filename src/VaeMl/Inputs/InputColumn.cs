using Microsoft.ML;
using Microsoft.ML.Data;
using VaeMl.Messages;

namespace VaeMl.Inputs;

/// <summary>One column of numbers, which are the features.</summary>
/// <param name="Column">In the schema.</param>
/// <param name="Kind">How it is read.</param>
internal sealed record InputColumn(DataViewSchema.Column Column, InputKind Kind) : IInputFeatures
{
    /// <summary>The number of features.</summary>
    public int Width => Kind.Width(Column.Type);

    TableSchema? IInputFeatures.Table => null;

    InputForm IInputFeatures.Form => new(Kind.OnnxType);

    IReadOnlyList<DataViewSchema.Column> IInputFeatures.Columns => [Column];

    /// <summary>With the names that the column tells, if it tells any.</summary>
    public VaeDataBuilder NewRows(long? maxMemory) => new(Width, Kind.Names(Column), maxMemory: maxMemory);

    public FeatureReader Reader(DataViewRow source) => Kind.Reader(source, Column);

    /// <param name="column">Found in a schema.</param>
    /// <returns>Null if it does not hold numbers.</returns>
    public static InputColumn? TryCreate(DataViewSchema.Column column) => InputKind.TryFind(column.Type) is { } kind ? new InputColumn(column, kind) : null;

    /// <param name="inputSchema">Of the data.</param>
    /// <param name="name">The column.</param>
    /// <param name="width">The number of features it must have.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it does not hold numbers or not that many.</exception>
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
