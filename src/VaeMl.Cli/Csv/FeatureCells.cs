using VaeMl.Cli.Cells;
using VaeMl.Cli.Input;

namespace VaeMl.Cli.Csv;

/// <summary>The cells of a table's rows that hold a model's features.</summary>
/// <param name="file">The table.</param>
/// <param name="columns">The column of every feature.</param>
internal sealed class FeatureCells(TableFile file, int[] columns)
{
    private readonly ColumnReader[] _readers = [.. columns.Select(_ => new NumberColumn(file.Culture, file.Dialect.Thousands))];

    public int Count => columns.Length;

    /// <summary>Reads the current row's features.</summary>
    /// <exception cref="InputException">A cell holds text.</exception>
    public void Read(Span<float> row)
    {
        int read = file.ReadValues(columns, _readers, row);
        if (read < columns.Length)
            throw TextFound(read);
    }

    /// <summary>Ends the reading.</summary>
    /// <exception cref="InputException">A cell can be read in two ways, and its column does not tell which is meant.</exception>
    public void Finish()
    {
        for (int j = 0; j < columns.Length; j++)
            if (_readers[j].Open is { } open)
                throw new InputException($"{file.Name}, {file.Unit} {open.Line}, column '{file.Header[columns[j]]}': {open.Question}");
    }

    /// <summary>The error for an infinite value among the current row's features, or null.</summary>
    public InputException? InfinityIn(ReadOnlySpan<float> row)
    {
        int j = 0;
        while (j < row.Length && !float.IsInfinity(row[j]))
            j++;
        if (j == row.Length)
            return null;
        string text = file[columns[j]].ToString();
        string what = text.Any(char.IsAsciiDigit) ? "is beyond single precision (±3.4e38)" : "is infinite";
        return new InputException($"{Where(j)}: '{text}' {what}; training needs finite numbers. Correct it, or leave it blank for missing.");
    }

    private string Where(int j) => $"{file.Name}, {file.Unit} {file.Line}, column '{file.Header[columns[j]]}'";

    private InputException TextFound(int first)
    {
        string text = file[columns[first]].ToString();
        string place = $"{Where(first)}: '{Shortened(text)}'";
        if (_readers[first].Problem is { } problem)
            return new InputException($"{place} does not fit. {problem}");
        // All of the row's text columns at once, so that the user need not come back for each.
        string[] names = [.. columns.Where((c, j) => j >= first && !_readers[j].TryRead(file[c], file.Line, out _)).Select(c => file.Header[c])];
        if (file is CsvFile && Cell.HasDecimalComma(text, file.Culture))
            return new InputException($"{place} is not a number. Decimal commas are read with --culture de-DE{AlsoDecimal()}");
        return new InputException($"{place} is not a number. To leave the column out: {Excluding.Of(names)}");
    }

    /// <summary>A warning of commas in other columns that a change of culture would make decimal too.</summary>
    private string AlsoDecimal()
    {
        int j = Array.FindIndex(_readers, reader => reader.Open is not null);
        return j < 0 ? "" : $", which makes a decimal comma of that in '{_readers[j].Open!.Text}' in {file.Unit} {_readers[j].Open!.Line}, column '{file.Header[columns[j]]}', too";
    }

    private static string Shortened(string text) => (text.Length <= 40 ? text : text[..40] + "…").ReplaceLineEndings(" ");
}
