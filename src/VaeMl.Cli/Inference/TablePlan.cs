namespace VaeMl.Cli.Inference;

/// <summary>What becomes of a table's columns.</summary>
internal sealed class TablePlan
{
    /// <param name="columns">The columns that may be features, at least one of them kept.</param>
    /// <param name="label">The column of labels, or null.</param>
    /// <param name="rows">The number of rows looked at.</param>
    public TablePlan(IReadOnlyList<ColumnPlan> columns, int? label, long rows)
    {
        (Columns, Label, Rows) = (columns, label, rows);
        ColumnPlan[] kept = [.. columns.Where(column => column.Kept is not null)];
        Kept = [.. kept.Select(column => column.Column)];
        Schema = new TableSchema([.. kept.Select(column => column.Kept!)]);
    }

    /// <summary>The columns that may be features.</summary>
    public IReadOnlyList<ColumnPlan> Columns { get; }

    /// <summary>The column of labels, or null.</summary>
    public int? Label { get; }

    /// <summary>The number of rows looked at.</summary>
    public long Rows { get; }

    /// <summary>Where in the file each column of the schema stands.</summary>
    public int[] Kept { get; }

    /// <summary>The columns kept.</summary>
    public TableSchema Schema { get; }
}
