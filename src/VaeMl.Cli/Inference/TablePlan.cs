using VaeMl.Cli.Failures;
using VaeMl.Cli.Tables;

namespace VaeMl.Cli.Inference;

/// <summary>How the columns of a table are used.</summary>
internal sealed class TablePlan
{
    /// <param name="columns">The candidate columns, of which at least one is kept.</param>
    /// <param name="label">The index of the label column, or null.</param>
    /// <param name="rows">The maximum number of rows to read, which is the number of rows surveyed.</param>
    public TablePlan(IReadOnlyList<ColumnPlan> columns, int? label, long rows)
    {
        (Columns, Label, Rows) = (columns, label, rows);
        ColumnPlan[] kept = [.. columns.Where(column => column.Kept is not null)];
        Kept = [.. kept.Select(column => column.Column)];
        Schema = new TableSchema([.. kept.Select(column => column.Kept!)]);
    }

    /// <summary>Finds the columns of a model in a file.</summary>
    /// <param name="model">The model.</param>
    /// <param name="file">A file whose header contains the names of the model's columns.</param>
    /// <param name="label">The name of the label column, or null.</param>
    /// <exception cref="InputException">A column is missing.</exception>
    public static TablePlan ForModel(VaeModel model, TableFile file, string? label)
    {
        // If the model was trained on features without a schema, the file contains the features. Its categories are level numbers.
        TableSchema schema = model.Schema ?? new TableSchema([.. model.FeatureNames.Select(name => SchemaColumn.Number(name))]);
        ColumnPlan[] columns = [.. schema.Columns.Select(column => new ColumnPlan(file.Header.Find(column.Name, ", a column of the model"), column.Name, column, "", 0))];
        return new TablePlan(columns, label is null ? null : file.Header.Find(label, " to be the label"), long.MaxValue) { IsOfModel = true };
    }

    /// <summary>Whether the columns are those of a model, which the user cannot change.</summary>
    public bool IsOfModel { get; private init; }

    /// <summary>The candidate columns.</summary>
    public IReadOnlyList<ColumnPlan> Columns { get; }

    /// <summary>The index of the label column, or null.</summary>
    public int? Label { get; }

    /// <summary>The maximum number of rows to read, which is the number of rows surveyed.</summary>
    public long Rows { get; }

    /// <summary>For each column of the schema, its index in the file.</summary>
    public int[] Kept { get; }

    /// <summary>The schema of the columns kept.</summary>
    public TableSchema Schema { get; }
}
