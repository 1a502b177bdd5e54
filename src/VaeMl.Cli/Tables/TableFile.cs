using System.Globalization;
using VaeMl.Cli.Cells;
using VaeMl.Cli.Csv;
using VaeMl.Cli.Failures;

namespace VaeMl.Cli.Tables;

/// <summary>A table with named columns, read row after row in constant memory, whatever its format.</summary>
internal abstract class TableFile : IDisposable
{
    /// <summary>What <see cref="Line"/> counts in a format without lines.</summary>
    public const string RowUnit = "row";

    /// <summary>The file's name, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>The columns' names.</summary>
    public abstract CsvHeader Header { get; }

    /// <summary>How scores of this file are written.</summary>
    public abstract CsvDialect Dialect { get; }

    /// <summary>The culture of the numbers in its cells.</summary>
    public abstract CultureInfo Culture { get; }

    /// <summary>The number of rows read so far.</summary>
    public long RowsRead { get; protected set; }

    /// <summary>The line, from 1, on which the current row begins; of a format without lines the row's number.</summary>
    public abstract int Line { get; }

    /// <summary>What <see cref="Line"/> counts, for messages.</summary>
    public virtual string Unit => "line";

    /// <summary>The current row by its number, from 1, header and blank lines aside, and its line.</summary>
    public string Place => PlaceOf(RowsRead, Line, Unit);

    /// <summary>Roughly the share of the file that is read, from 0 to 1.</summary>
    public abstract double Fraction { get; }

    /// <summary>A cell of the current row; valid until the next cell is asked for.</summary>
    public abstract ReadOnlySpan<char> this[int column] { get; }

    /// <summary>Goes on to the next row.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="InputException">The row does not fit the header.</exception>
    public abstract bool Read();

    /// <summary>A row by its number, from 1, as in the scores, and its line.</summary>
    public static string PlaceOf(long row, int line, string unit) => unit == RowUnit ? $"row {row}" : $"row {row} ({unit} {line})";

    /// <summary>Reads cells of the current row.</summary>
    /// <param name="columns">Their columns.</param>
    /// <param name="readers">What reads each of these.</param>
    /// <param name="values">Where the values of their features go, column after column.</param>
    /// <returns>How many cells were read before one that has no meaning; all of them if every one has.</returns>
    public virtual int ReadValues(int[] columns, ColumnReader[] readers, Span<float> values)
    {
        int j = 0;
        for (int next = 0; j < columns.Length && readers[j].TryRead(this[columns[j]], Line, values.Slice(next, readers[j].Width)); j++)
            next += readers[j].Width;
        return j;
    }

    /// <summary>Writes the names of all columns, as they stand in the file.</summary>
    public virtual void CopyHeader(CsvLines output)
    {
        for (int column = 0; column < Header.Count; column++)
            output.Text(Header[column]);
    }

    /// <summary>Writes all cells of the current row, as they stand in the file.</summary>
    public virtual void CopyRow(CsvLines output)
    {
        for (int column = 0; column < Header.Count; column++)
            output.Text(this[column]);
    }

    public abstract void Dispose();
}
