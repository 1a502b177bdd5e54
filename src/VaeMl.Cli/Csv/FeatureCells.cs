namespace VaeMl.Cli.Csv;

/// <summary>The cells of a CSV file's rows that hold a model's features.</summary>
/// <param name="file">The file.</param>
/// <param name="columns">The column of every feature.</param>
internal sealed class FeatureCells(CsvFile file, int[] columns)
{
    public int Count => columns.Length;

    /// <summary>Reads the current row's features.</summary>
    /// <exception cref="InputException">A cell holds text.</exception>
    public void Read(Span<float> row)
    {
        for (int j = 0; j < columns.Length; j++)
            if (!Cell.TryRead(file[columns[j]], file.Culture, out row[j]))
                throw TextFound(j);
    }

    /// <summary>The error for an infinite value among the current row's features, or null.</summary>
    public InputException? InfinityIn(ReadOnlySpan<float> row)
    {
        int j = 0;
        while (j < row.Length && !float.IsInfinity(row[j]))
            j++;
        if (j == row.Length)
            return null;
        string text = file[columns[j]];
        string what = text.Any(char.IsAsciiDigit) ? "is beyond single precision (±3.4e38)" : "is infinite";
        return new InputException($"{Where(j)}: '{text}' {what}; training needs finite numbers. Correct it, or leave it blank for missing.");
    }

    private string Where(int j) => $"{file.Name}, line {file.Line}, column '{file.Header[columns[j]]}'";

    private InputException TextFound(int first)
    {
        string text = file[columns[first]];
        string problem = $"{Where(first)}: '{Shortened(text)}' is not a number.";
        if (Cell.HasDecimalComma(text, file.Culture))
            return new InputException($"{problem} Decimal commas are read with --culture de-DE");
        // All of the row's text columns at once, so that the user need not come back for each.
        IEnumerable<string> names = columns.Where(c => !Cell.TryRead(file[c], file.Culture, out _)).Select(c => file.Header[c]);
        return new InputException($"{problem} To leave the column out: {Excluding.Of(names)}");
    }

    private static string Shortened(string text) => (text.Length <= 40 ? text : text[..40] + "…").ReplaceLineEndings(" ");
}
