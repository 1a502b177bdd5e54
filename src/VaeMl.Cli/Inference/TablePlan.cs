using VaeMl.Cli.Failures;
using VaeMl.Cli.Tables;

namespace VaeMl.Cli.Inference;

/// <summary>What becomes of a table's columns.</summary>
internal sealed class TablePlan
{
    /// <param name="columns">The columns that may be features, at least one of them kept.</param>
    /// <param name="label">The column of labels, or null.</param>
    /// <param name="rows">The most rows to read: those looked at.</param>
    public TablePlan(IReadOnlyList<ColumnPlan> columns, int? label, long rows)
    {
        (Columns, Label, Rows) = (columns, label, rows);
        ColumnPlan[] kept = [.. columns.Where(column => column.Kept is not null)];
        Kept = [.. kept.Select(column => column.Column)];
        Schema = new TableSchema([.. kept.Select(column => column.Kept!)]);
    }

    /// <summary>The columns of a model, found in a file.</summary>
    /// <param name="model">The model.</param>
    /// <param name="file">A file whose header names its columns, among others.</param>
    /// <param name="label">The name of the column of labels, or null.</param>
    /// <exception cref="InputException">A column is not there.</exception>
    public static TablePlan ForModel(VaeModel model, TableFile file, string? label)
    {
        // Of a table given as features the file holds the features, categories by their levels' numbers.
        TableSchema schema = model.Schema ?? new TableSchema([.. model.FeatureNames.Select(name => SchemaColumn.Number(name))]);
        ColumnPlan[] columns = [.. schema.Columns.Select(column => new ColumnPlan(file.Header.Find(column.Name, ", a column of the model"), column.Name, column, "", 0))];
        return new TablePlan(columns, label is null ? null : file.Header.Find(label, " to be the label"), long.MaxValue) { IsOfModel = true };
    }

    /// <summary>Whether the columns are a model's, which nobody can choose.</summary>
    public bool IsOfModel { get; private init; }

    /// <summary>The columns that may be features.</summary>
    public IReadOnlyList<ColumnPlan> Columns { get; }

    /// <summary>The column of labels, or null.</summary>
    public int? Label { get; }

    /// <summary>The most rows to read: those looked at.</summary>
    public long Rows { get; }

    /// <summary>Where in the file each column of the schema stands.</summary>
    public int[] Kept { get; }

    /// <summary>The columns kept.</summary>
    public TableSchema Schema { get; }
}
