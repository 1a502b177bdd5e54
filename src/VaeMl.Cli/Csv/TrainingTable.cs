using VaeMl.Cli.Cells;
using VaeMl.Cli.Input;

namespace VaeMl.Cli.Csv;

/// <summary>Rows to train on.</summary>
/// <param name="Data">The features, NaN where missing.</param>
/// <param name="Labels">For each row whether it is labelled an anomaly, or null without a label column.</param>
/// <param name="Lines">The line of the file on which each row begins.</param>
/// <param name="Unit">What these count.</param>
internal sealed record TrainingTable(VaeData Data, IReadOnlyList<bool>? Labels, IReadOnlyList<int> Lines, string Unit)
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="label">The label column, or null.</param>
    /// <param name="exclude">Columns that are no features.</param>
    /// <param name="progress">Called now and then.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static TrainingTable Read(TableFile file, string? label, IEnumerable<string> exclude, Action progress, CancellationToken cancellation)
    {
        int? labelColumn = label is null ? null : file.Header.Find(label, " to be the label");
        HashSet<int> left = [.. exclude.Select(name => file.Header.Find(name, " to exclude"))];
        int[] columns = [.. Enumerable.Range(0, file.Header.Count).Where(c => c != labelColumn && !left.Contains(c))];
        int[] empty = [.. columns.Intersect(file.Header.TrailingUnnamed)];
        columns = [.. columns.Except(empty)];
        Require(file, columns);

        FeatureCells cells = new(file, columns);
        VaeDataBuilder rows = new(columns.Length, [.. columns.Select(c => file.Header[c])]);
        List<bool>? labels = label is null ? null : [];
        List<int> lines = [];
        while (file.Read())
        {
            if (rows.Count % 4096 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress();
            }
            Span<float> row = rows.Add();
            cells.Read(row);
            if (cells.InfinityIn(row) is { } infinity)
                throw infinity;
            lines.Add(file.Line);
            foreach (int unnamed in empty)
                if (!file[unnamed].IsEmpty)
                    throw Unnamed(file, unnamed);
            if (labelColumn is int column)
                labels!.Add(ReadLabel(file, column));
        }
        if (rows.Count == 0)
            throw new InputException($"{file.Name}: the file has {(file.Dialect.Headless ? "" : "a header and ")}no rows.");
        cells.Finish();
        return new TrainingTable(rows.Build(), labels, lines, file.Unit);
    }

    private static void Require(TableFile file, int[] columns)
    {
        if (columns.Length == 0)
            throw new InputException($"{file.Name}, line 1: no column is left to train on.");
        foreach (int column in columns)
        {
            file.Header.RequireUnique(column);
            if (file.Header.Unnamed.Contains(column))
                throw Unnamed(file, column);
        }
    }

    private static InputException Unnamed(TableFile file, int column) =>
        new($"{file.Name}, line 1: column {column + 1} has no name (is it a row number?). To leave it out: {Excluding.Of(file.Header[column])}");

    private static bool ReadLabel(TableFile file, int column)
    {
        ReadOnlySpan<char> text = file[column];
        if (bool.TryParse(text, out bool label))
            return label;
        if (Cell.TryRead(text, file.Culture, out float number) && number is 0 or 1)
            return number == 1;
        throw new InputException(
            $"{file.Name}, {file.Unit} {file.Line}, column '{file.Header[column]}': '{text}' is not a label; labels are 0 or 1, false or true, 1 and true for anomalies.");
    }
}
