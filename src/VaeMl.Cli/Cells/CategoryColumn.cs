namespace VaeMl.Cli.Cells;

/// <summary>A category. The names of levels are compared exactly.</summary>
/// <param name="column">The column.</param>
/// <param name="unseen">Collects levels that the column does not list.</param>
internal sealed class CategoryColumn(SchemaColumn column, UnseenLevels unseen) : ColumnReader
{
    public override string Expected => "is not a level";

    public override bool TryRead(ReadOnlySpan<char> cell, int line, Span<float> values)
    {
        cell = cell.Trim();
        if (Cell.IsMissing(cell))
        {
            values[0] = float.NaN;
            return true;
        }
        int level = column.LevelOf(cell);
        if (level < 0)
            unseen.Add(column.Name, cell, line);
        values[0] = level;
        return true;
    }
}
