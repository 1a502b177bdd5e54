using Microsoft.ML;
using Microsoft.ML.Data;

namespace VaeMl.Mapping;

/// <summary>Keeps a column's values for the rows that are scored together.</summary>
internal abstract class ColumnBuffer
{
    /// <summary>Whether a type's values can be kept: what is disposed of by its consumer, such as an image, cannot.</summary>
    public static bool Keeps(DataViewType type) => type.RawType.IsValueType;

    /// <param name="source">Where the values come from.</param>
    /// <param name="column">One of the source's columns, of a type that can be kept.</param>
    /// <param name="rows">How many values are kept.</param>
    public static ColumnBuffer Create(DataViewRow source, DataViewSchema.Column column, int rows)
    {
        Type raw = column.Type.RawType;
        Type buffer = column.Type is VectorDataViewType vector
            ? typeof(VectorBuffer<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(ScalarBuffer<>).MakeGenericType(raw);
        return (ColumnBuffer)Activator.CreateInstance(buffer, source, column, rows)!;
    }

    /// <summary>Takes the source's present value.</summary>
    public abstract void Read(int row);

    /// <param name="row">Tells the row, from 0.</param>
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
