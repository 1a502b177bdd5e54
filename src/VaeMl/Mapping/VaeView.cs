using Microsoft.ML;
using Microsoft.ML.Runtime;
using VaeMl.Contracts;

namespace VaeMl.Mapping;

/// <summary>A data view with the added columns. Nothing is read or computed until a cursor moves.</summary>
internal sealed class VaeView(IHostEnvironment environment, Binding binding, IDataView source) : IDataView
{
    public DataViewSchema Schema => binding.OutputSchema;

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        return Wrap(source.GetRowCursor(binding.Needed(columns), rand), columns, new UnusableRows(environment, 1));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        DataViewRowCursor[] cursors = source.GetRowCursorSet(binding.Needed(columns), n, rand);
        UnusableRows unusable = new(environment, cursors.Length);
        return [.. cursors.Select(cursor => Wrap(cursor, columns, unusable))];
    }

    private DataViewRowCursor Wrap(DataViewRowCursor cursor, DataViewSchema.Column[] columns, UnusableRows unusable)
    {
        HashSet<OutputColumn> active = binding.ActiveOutputs(columns);
        DataViewSchema.Column[] passed = [.. binding.PassedThrough(columns)];
        return active.Count > 0 && passed.All(column => ColumnBuffer.Keeps(column.Type))
            ? new BatchedCursor(binding, cursor, active, passed, unusable)
            : new VaeRowCursor(binding, cursor, active, unusable);
    }
}
