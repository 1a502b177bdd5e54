namespace VaeMl.Cli.Display;

/// <summary>A table without borders. Lines are never wrapped, so that programs can read it line by line.</summary>
internal static class PlainTable
{
    public static void Write(TextWriter output, IReadOnlyList<IReadOnlyList<string>> rows, ReadOnlySpan<int> rightAligned)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(row => row[column].Length))];
        foreach (IReadOnlyList<string> row in rows)
        {
            List<string> cells = [];
            for (int column = 0; column < widths.Length; column++)
                cells.Add(rightAligned.Contains(column) ? row[column].PadLeft(widths[column]) : row[column].PadRight(widths[column]));
            output.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }
}
