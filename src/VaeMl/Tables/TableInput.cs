using Microsoft.ML;
using Microsoft.ML.Data;
using VaeMl.Inputs;

namespace VaeMl.Tables;

/// <summary>A data view's column that is a column of a table or, being a vector, several.</summary>
internal abstract class TableInput(DataViewSchema.Column column)
{
    /// <summary>In the data's schema.</summary>
    public DataViewSchema.Column Column => column;

    /// <summary>The number of a vector's elements, or 0 for a scalar.</summary>
    public int Size => Column.Type is VectorDataViewType vector ? vector.Size : 0;

    /// <summary>The number of the table's columns that it is.</summary>
    public int ColumnCount => Column.Type is VectorDataViewType vector ? vector.Size : 1;

    /// <summary>The table's columns if the type tells them; null if it takes an observer.</summary>
    public virtual IReadOnlyList<SchemaColumn>? Columns => null;

    /// <summary>Finds out in a pass over the data what the table's column is like.</summary>
    /// <param name="source">A cursor in which the column is active.</param>
    public virtual ColumnObserver Observer(DataViewRow source) => throw new InvalidOperationException("The type tells the columns.");

    /// <summary>Whether it can stand for a table's column of this kind.</summary>
    public abstract bool Is(ColumnKind kind);

    /// <param name="source">A row or cursor in which the column is active.</param>
    /// <param name="columns">The table's columns that it is.</param>
    public abstract FeatureReader Reader(DataViewRow source, IReadOnlyList<SchemaColumn> columns);

    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is of a type that cannot be read.</exception>
    public static TableInput Find(DataViewSchema schema, string name)
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
