using VaeMl.Cli.Cells;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Tables;

namespace VaeMl.Cli.Features;

/// <summary>Converts the cells of a table to the features of a model.</summary>
internal sealed class FeatureCells
{
    private readonly TableFile _file;
    private readonly int[] _columns;
    private readonly TableSchema _schema;
    private readonly bool _fitting;
    private readonly ColumnReader[] _readers;

    /// <param name="file">The table.</param>
    /// <param name="columns">For each column of the schema, its index in the table.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="fitting">Whether the user can still choose the columns and their kinds.</param>
    public FeatureCells(TableFile file, int[] columns, TableSchema schema, bool fitting)
    {
        (_file, _columns, _schema, _fitting) = (file, columns, schema, fitting);
        Unseen = new UnseenLevels(() => file.Place);
        _readers = [.. schema.Columns.Select(column => ColumnReader.Create(column, file.Culture, file.Dialect.Thousands, Unseen))];
    }

    /// <summary>The levels found that the schema does not list.</summary>
    public UnseenLevels Unseen { get; }

    /// <summary>Reads the features of the current row.</summary>
    /// <exception cref="InputException">A cell is invalid in its column.</exception>
    public void Read(Span<float> row)
    {
        int read = _file.ReadValues(_columns, _readers, row);
        if (read < _columns.Length)
            throw Unfitting(read);
    }

    /// <summary>Finishes reading.</summary>
    /// <exception cref="InputException">A cell is ambiguous, and its column does not tell which reading is meant.</exception>
    public void Finish()
    {
        for (int j = 0; j < _columns.Length; j++)
            if (_readers[j].Ambiguous is { } cell)
                throw new InputException($"{_file.Name}, {_file.Unit} {cell.Line}, column '{_file.Header[_columns[j]]}': {cell.Question}");
    }

    /// <summary>Returns the error for an infinite feature in the current row; null if there is none.</summary>
    public InputException? InfinityIn(ReadOnlySpan<float> row)
    {
        int feature = 0;
        while (feature < row.Length && !float.IsInfinity(row[feature]))
            feature++;
        if (feature == row.Length)
            return null;
        int j = 0;
        while (_schema.FeaturesOf(j).End.Value <= feature)
            j++;
        string text = _file[_columns[j]].ToString();
        string what = text.Any(char.IsAsciiDigit) ? "is beyond single precision (±3.4e38)" : "is infinite";
        return new InputException($"{Where(j)}: '{text}' {what}; training needs finite numbers. Correct it, or leave it blank for missing.");
    }

    private string Where(int j) => $"{_file.Name}, {_file.Unit} {_file.Line}, column '{_file.Header[_columns[j]]}'";

    private InputException Unfitting(int first)
    {
        string text = _file[_columns[first]].ToString();
        string place = $"{Where(first)}: '{Shortened(text)}'";
        if (_readers[first].Problem is { } problem)
            return new InputException($"{place} does not fit. {problem}");
        string[] names = AlsoUnfitting(first);
        if (_readers[first] is NumberColumn && _file is CsvFile && Cell.HasDecimalComma(text, _file.Culture))
            return new InputException($"{place} is not a number. Decimal commas are read with --culture de-DE{AlsoDecimal()}");
        string remedy = _fitting
            ? $"To read the column as a category: {ColumnArguments.Kind("category", names)}; to leave it out: {ColumnArguments.Exclude(names)}"
            : "Correct it, or leave it blank for missing.";
        return new InputException($"{place} {_readers[first].Expected}. {remedy}");
    }

    /// <summary>All columns with an invalid cell in the row, so that the user can fix them at once.</summary>
    private string[] AlsoUnfitting(int first)
    {
        float[] values = new float[_schema.FeatureCount];
        return [.. _columns.Where((c, j) => j >= first && !_readers[j].TryRead(_file[c], _file.Line, values.AsSpan(0, _readers[j].Width))).Select(c => _file.Header[c])];
    }

    /// <summary>A warning that another culture would also turn the commas in other columns into decimal marks.</summary>
    private string AlsoDecimal()
    {
        int j = Array.FindIndex(_readers, reader => reader.Ambiguous is not null);
        return j < 0 ? "" : $", which also makes the comma in '{_readers[j].Ambiguous!.Text}' in {_file.Unit} {_readers[j].Ambiguous!.Line}, column '{_file.Header[_columns[j]]}', a decimal comma";
    }

    private static string Shortened(string text) => (text.Length <= 40 ? text : text[..40] + "…").ReplaceLineEndings(" ");
}
