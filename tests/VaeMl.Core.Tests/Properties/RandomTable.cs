namespace VaeMl.Tests.Properties;

/// <summary>A table of any columns, with rows to train on and others to score.</summary>
public sealed class RandomTable
{
    public RandomTable(IReadOnlyList<TableColumn> columns)
    {
        Columns = columns;
        Schema = new TableSchema([.. columns.Select(column => column.Column)]);
        Trained = Encoded(column => column.Trained);
        Scored = Encoded(column => column.Scored);
    }

    public IReadOnlyList<TableColumn> Columns { get; }

    public TableSchema Schema { get; }

    /// <summary>The rows to train on.</summary>
    public VaeData Trained { get; }

    /// <summary>The rows to score.</summary>
    public VaeData Scored { get; }

    /// <summary>Whether something is observed in every column and in two rows, without which there is no training.</summary>
    public bool CanBeTrainedOn =>
        Columns.All(column => column.Trained.Any(cell => cell is not null))
        && Enumerable.Range(0, Trained.Count).Count(i => Columns.Any(column => column.Trained[i] is not null)) >= 2;

    /// <summary>Like this table and smaller: fewer columns, rows or levels, or plainer cells.</summary>
    public IEnumerable<RandomTable> Smaller() =>
        WithFewerColumns().Concat(WithFewerRows()).Concat(WithPlainerColumns())
            .Where(columns => columns.DistinctBy(column => column.Column.Name).Count() == columns.Count)
            .Select(columns => new RandomTable(columns))
            .Where(table => table.CanBeTrainedOn);

    /// <summary>All values of some rows, one after the other.</summary>
    public static float[] ValuesOf(VaeData rows) => [.. Enumerable.Range(0, rows.Count).SelectMany(i => rows[i].ToArray())];

    /// <summary>So many rows, the same ones again and again.</summary>
    public static VaeData Repeated(VaeData rows, int count) => rows.Select([.. Enumerable.Range(0, count).Select(i => i % rows.Count)]);

    public override string ToString() => $"{string.Join('\n', Columns)}\n";

    private IEnumerable<IReadOnlyList<TableColumn>> WithFewerColumns() =>
        Enumerable.Range(0, Columns.Count > 1 ? Columns.Count : 0).Select(k => (IReadOnlyList<TableColumn>)[.. Columns.Where((_, other) => other != k)]);

    private IEnumerable<IReadOnlyList<TableColumn>> WithFewerRows()
    {
        for (int taken = Trained.Count / 2; taken > 0; taken /= 2)
            for (int from = 0; from + taken <= Trained.Count; from += taken)
                yield return [.. Columns.Select(column => column with { Trained = Without(column.Trained, from, taken) })];
        for (int i = 0; i < Scored.Count; i++)
            if (Scored.Count > 1)
                yield return [.. Columns.Select(column => column with { Scored = Without(column.Scored, i, 1) })];
    }

    private IEnumerable<IReadOnlyList<TableColumn>> WithPlainerColumns() =>
        from k in Enumerable.Range(0, Columns.Count)
        from plainer in ColumnShrinking.Plainer(Columns[k])
        select (IReadOnlyList<TableColumn>)[.. Columns.Take(k), plainer, .. Columns.Skip(k + 1)];

    private static IReadOnlyList<object?> Without(IReadOnlyList<object?> cells, int from, int count) => [.. cells.Take(from), .. cells.Skip(from + count)];

    private VaeData Encoded(Func<TableColumn, IReadOnlyList<object?>> cells)
    {
        VaeDataBuilder builder = new(Schema);
        for (int i = 0; i < cells(Columns[0]).Count; i++)
        {
            Span<float> row = builder.Add();
            for (int k = 0; k < Columns.Count; k++)
                Columns[k].Encode(cells(Columns[k])[i], row[Schema.FeaturesOf(k)]);
        }
        return builder.Build();
    }
}
