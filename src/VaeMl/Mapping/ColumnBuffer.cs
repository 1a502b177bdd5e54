using Microsoft.ML;
using Microsoft.ML.Data;

namespace VaeMl.Mapping;

/// <summary>Buffers a column's values for the rows of a batch.</summary>
internal abstract class ColumnBuffer
{
    /// <summary>Whether values of a type can be buffered. Values that the consumer disposes, such as images, cannot.</summary>
    public static bool Keeps(DataViewType type) => type.RawType.IsValueType;

    /// <param name="source">The source of the values.</param>
    /// <param name="column">A column of the source, of a type that can be buffered.</param>
    /// <param name="rows">The capacity, in rows.</param>
    public static ColumnBuffer Create(DataViewRow source, DataViewSchema.Column column, int rows)
    {
        Type raw = column.Type.RawType;
        Type buffer = column.Type is VectorDataViewType vector
            ? typeof(VectorBuffer<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(ScalarBuffer<>).MakeGenericType(raw);
        return (ColumnBuffer)Activator.CreateInstance(buffer, source, column, rows)!;
    }

    /// <summary>Stores the value of the source's current row.</summary>
    public abstract void Read(int row);

    /// <param name="row">Returns the row's index in the batch, from 0.</param>
    public abstract Delegate Getter(Func<int> row);

    private sealed class ScalarBuffer<T>(DataViewRow source, DataViewSchema.Column column, int rows) : ColumnBuffer
    {
        private readonly ValueGetter<T> _get = source.GetGetter<T>(column);
        private readonly T[] _values = new T[rows];

        public override void Read(int row) => _get(ref _values[row]);

        public override Delegate Getter(Func<int> row) => (ValueGetter<T>)((ref T value) => value = _values[row()]);
    }

    private sealed class VectorBuffer<T>(DataViewRow source, DataViewSchema.Column column, int rows) : ColumnBuffer
    {
        private readonly ValueGetter<VBuffer<T>> _get = source.GetGetter<VBuffer<T>>(column);
        private readonly VBuffer<T>[] _values = new VBuffer<T>[rows];

        public override void Read(int row) => _get(ref _values[row]);

        public override Delegate Getter(Func<int> row) => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => _values[row()].CopyTo(ref value));
    }
}
