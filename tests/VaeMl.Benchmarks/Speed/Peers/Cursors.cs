using Microsoft.ML;
using Microsoft.ML.Data;

namespace VaeMl.Benchmarks.Speed.Peers;

/// <summary>Reads columns as a trainer does: a getter for each, row after row.</summary>
internal static class Cursors
{
    /// <param name="view">Of the transformer that is timed.</param>
    /// <param name="cursors">How many read at once, each its share of the rows.</param>
    /// <param name="columns">Single or Vector&lt;Single&gt;.</param>
    public static void Read(IDataView view, int cursors, params string[] columns)
    {
        DataViewSchema.Column[] needed = [.. columns.Select(name => view.Schema[name])];
        if (cursors == 1)
            Read(view.GetRowCursor(needed), needed);
        else
            Parallel.ForEach(view.GetRowCursorSet(needed, cursors), cursor => Read(cursor, needed));
    }

    private static void Read(DataViewRowCursor cursor, DataViewSchema.Column[] columns)
    {
        using (cursor)
        {
            Action[] readers = [.. columns.Select(column =>
                column.Type is VectorDataViewType ? Reader<VBuffer<float>>(cursor, column) : Reader<float>(cursor, column))];
            while (cursor.MoveNext())
                foreach (Action read in readers)
                    read();
        }
    }

    private static Action Reader<T>(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        ValueGetter<T> get = cursor.GetGetter<T>(column);
        T value = default!;
        return () => get(ref value);
    }
}
