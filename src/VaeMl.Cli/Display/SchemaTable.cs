using System.Globalization;
using VaeMl.Cli.Inference;

namespace VaeMl.Cli.Display;

/// <summary>Says what the columns of a table are.</summary>
internal static class SchemaTable
{
    /// <summary>The columns of a file, those left out among them.</summary>
    public static void Write(Terminal terminal, TablePlan plan) => terminal.Table(
        ["Column", "Kind", "Missing", "Values"],
        plan.Columns.Select(column => new[]
        {
            column.Name, column.Kept is { } kept ? KindOf(kept) : "left out", column.Missing.ToString(CultureInfo.InvariantCulture), column.Content,
        }),
        2);

    /// <summary>The columns of a model.</summary>
    public static void Write(Terminal terminal, TableSchema schema) => terminal.Table(
        ["Column", "Kind", "Values"],
        schema.Columns.Select(column => new[] { column.Name, KindOf(column), ColumnContent.Of(column) }));

    private static string KindOf(SchemaColumn column) => ColumnContent.NameOf(column.Kind);
}
