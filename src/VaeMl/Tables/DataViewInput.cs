using Microsoft.ML;
using Microsoft.ML.Data;
using VaeMl.Inputs;

namespace VaeMl.Tables;

/// <summary>A column of a data view that becomes one column of a table or, if it is a vector, several.</summary>
internal abstract class DataViewInput(DataViewSchema.Column column)
{
    /// <summary>The column in the data's schema.</summary>
    public DataViewSchema.Column Column => column;

    /// <summary>The number of vector elements, or 0 for a scalar.</summary>
    public int Size => Column.Type is VectorDataViewType vector ? vector.Size : 0;

    /// <summary>The number of table columns it becomes.</summary>
    public int ColumnCount => Column.Type is VectorDataViewType vector ? vector.Size : 1;

    /// <summary>The table columns, if they follow from the type; null if an observer must read the data first.</summary>
    public virtual IReadOnlyList<SchemaColumn>? Columns => null;

    /// <summary>Creates an observer that learns the table column in a pass over the data.</summary>
    /// <param name="source">A cursor in which the column is active.</param>
    public virtual ColumnObserver Observer(DataViewRow source) => throw new InvalidOperationException("The type tells the columns.");

    /// <summary>Whether it can be read as a table column of this kind.</summary>
    public abstract bool Is(ColumnKind kind);

    /// <param name="source">A row or cursor in which the column is active.</param>
    /// <param name="columns">The table columns it becomes.</param>
    public abstract FeatureReader Reader(DataViewRow source, IReadOnlyList<SchemaColumn> columns);

    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or its type is not supported.</exception>
    public static DataViewInput Find(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = InputSchema.Column(schema, name);
        if (InputColumn.TryCreate(column) is { } numbers)
            return new NumberInput(numbers);
        if (LevelSource.Reads(column.Type))
            return new LevelInput(column);
        if (DateSource.Reads(column.Type))
            return new DateInput(column);
        DataViewType item = column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;
        throw InputSchema.Unreadable(name, InputSchema.TypeName(column.Type), item, item is KeyDataViewType);
    }
}
