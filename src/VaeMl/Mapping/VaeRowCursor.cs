using Microsoft.ML;
using Microsoft.ML.Data;
using VaeMl.Contracts;

namespace VaeMl.Mapping;

/// <summary>Scores row by row. Used for columns that cannot be buffered, such as images, and when no added column is active.</summary>
internal sealed class VaeRowCursor(Binding binding, DataViewRowCursor source, HashSet<OutputColumn> active, UnusableRows unusable) : DataViewRowCursor
{
    private readonly VaeRow _row = new(binding, source, active, unusable);

    public override DataViewSchema Schema => _row.Schema;

    public override long Position => source.Position;

    public override long Batch => source.Batch;

    public override bool MoveNext()
    {
        bool moved = source.MoveNext();
        if (!moved)
            _row.Close();
        return moved;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _row.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _row.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _row.Dispose();
        base.Dispose(disposing);
    }
}
