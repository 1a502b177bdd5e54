using System.Globalization;
using VaeMl.Cli.Inference;

namespace VaeMl.Cli.Display;

/// <summary>Writes a table that describes columns.</summary>
internal static class SchemaTable
{
    private const int MostNumbers = 40;

    /// <summary>Writes the columns of a file, including those excluded. If there are very many numbers, they share a line.</summary>
    public static void Write(Terminal terminal, TablePlan plan)
    {
        ColumnPlan[] numbers = [.. plan.Columns.Where(column => column.Kept?.Kind == ColumnKind.Number)];
        IEnumerable<string[]> rows = numbers.Length <= MostNumbers ? plan.Columns.Select(Row) :
        [
            .. plan.Columns.Except(numbers).Select(Row),
            [$"{numbers.Length} columns", "number", Text(numbers.Sum(column => column.Missing)), $"{numbers[0].Name} to {numbers[^1].Name}"],
        ];
        terminal.Table(["Column", "Kind", "Missing", "Values"], rows, 2);
    }

    /// <summary>Writes the columns of a model.</summary>
    public static void Write(Terminal terminal, TableSchema schema) => terminal.Table(
        ["Column", "Kind", "Values"],
        schema.Columns.Select(column => new[] { column.Name, KindOf(column), ColumnContent.Describe(column) }));

    private static string[] Row(ColumnPlan column) =>
        [column.Name, column.Kept is { } kept ? KindOf(kept) : "left out", Text(column.Missing), column.Content];

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string KindOf(SchemaColumn column) => ColumnContent.KindOf(column);
}
