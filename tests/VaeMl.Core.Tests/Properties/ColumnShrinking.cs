namespace VaeMl.Tests.Properties;

/// <summary>Makes a column of a counterexample easier to read.</summary>
internal static class ColumnShrinking
{
    public static IEnumerable<TableColumn> Plainer(TableColumn column)
    {
        if (column.Column.Name.Length > 1)
            yield return column with { Column = Renamed(column.Column, $"{(char)('a' + column.Column.Name.Length % 26)}") };
        if (column.Column.Kind == ColumnKind.Category)
            foreach (TableColumn fewer in WithFewerLevels(column))
                yield return fewer;
        if (column.Trained.Concat(column.Scored).Any(cell => cell is null))
            yield return column with { Trained = Filled(column.Trained), Scored = Filled(column.Scored) };
        if (column.Column.Kind == ColumnKind.Number)
            for (int i = 0; i < column.Trained.Count; i++)
                if (column.Trained[i] is float value && MathF.Round(value) is var rounded && rounded != value)
                    yield return column with { Trained = [.. column.Trained.Select((cell, at) => at == i ? rounded : cell)] };
        foreach (int i in Enumerable.Range(0, column.Scored.Count).Where(i => !Equals(column.Scored[i], column.Trained[0])))
            yield return column with { Scored = [.. column.Scored.Select((cell, at) => at == i ? column.Trained[0] : cell)] };

        IReadOnlyList<object?> Filled(IReadOnlyList<object?> cells) => [.. cells.Select(cell => cell ?? column.Trained.First(other => other is not null))];
    }

    /// <summary>The first or second half of the levels, cells of the others becoming the first that is left.</summary>
    private static IEnumerable<TableColumn> WithFewerLevels(TableColumn column)
    {
        IReadOnlyList<string> levels = column.Column.Levels!;
        for (int taken = levels.Count / 2; taken > 0; taken /= 2)
            foreach (IEnumerable<string> half in new[] { levels.Take(levels.Count - taken), levels.Skip(taken) })
            {
                string[] left = [.. half];
                yield return new TableColumn(
                    SchemaColumn.Category(column.Column.Name, left),
                    [.. column.Trained.Select(cell => cell is string level && !left.Contains(level) ? left[0] : cell)],
                    column.Scored);
            }
    }

    private static SchemaColumn Renamed(SchemaColumn column, string name) => column.Kind switch
    {
        ColumnKind.Number => SchemaColumn.Number(name),
        ColumnKind.Boolean => SchemaColumn.Boolean(name),
        ColumnKind.Category => SchemaColumn.Category(name, column.Levels!),
        _ => SchemaColumn.Date(name, column.Parts, column.Origin),
    };
}
