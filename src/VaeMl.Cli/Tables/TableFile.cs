using System.Globalization;
using VaeMl.Cli.Cells;
using VaeMl.Cli.Csv;
using VaeMl.Cli.Failures;

namespace VaeMl.Cli.Tables;

/// <summary>A table with named columns in any format, read row by row in constant memory.</summary>
internal abstract class TableFile : IDisposable
{
    /// <summary>The unit of <see cref="Line"/> in a format without lines.</summary>
    public const string RowUnit = "row";

    /// <summary>The name of the file, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>The names of the columns.</summary>
    public abstract CsvHeader Header { get; }

    /// <summary>The format in which scores of this file are written.</summary>
    public abstract CsvDialect Dialect { get; }

    /// <summary>The culture of the numbers in the cells.</summary>
    public abstract CultureInfo Culture { get; }

    /// <summary>The number of rows read so far.</summary>
    public long RowsRead { get; protected set; }

    /// <summary>The line, from 1, on which the current row begins; in a format without lines, the row number.</summary>
    public abstract int Line { get; }

    /// <summary>The unit of <see cref="Line"/>, for messages.</summary>
    public virtual string Unit => "line";

    /// <summary>The position of the current row: its number, from 1, which does not count header and blank lines, and its line.</summary>
    public string Place => PlaceOf(RowsRead, Line, Unit);

    /// <summary>The approximate share of the file that has been read, from 0 to 1.</summary>
    public abstract double Fraction { get; }

    /// <summary>A cell of the current row. Valid until the next cell is requested.</summary>
    public abstract ReadOnlySpan<char> this[int column] { get; }

    /// <summary>Advances to the next row.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="InputException">The row does not match the header.</exception>
    public abstract bool Read();

    /// <summary>The position of a row: its number, from 1, as in the scores, and its line.</summary>
    public static string PlaceOf(long row, int line, string unit) => unit == RowUnit ? $"row {row}" : $"row {row} ({unit} {line})";

    /// <summary>Reads cells of the current row.</summary>
    /// <param name="columns">The columns of the cells.</param>
    /// <param name="readers">The reader of each of these columns.</param>
    /// <param name="values">Receives the features, column by column.</param>
    /// <returns>The number of cells read before the first invalid one; the number of columns if all are valid.</returns>
    public virtual int ReadValues(int[] columns, ColumnReader[] readers, Span<float> values)
    {
        int j = 0;
        for (int next = 0; j < columns.Length && readers[j].TryRead(this[columns[j]], Line, values.Slice(next, readers[j].Width)); j++)
            next += readers[j].Width;
        return j;
    }

    /// <summary>Writes the names of all columns as they are in the file.</summary>
    public virtual void CopyHeader(CsvLines output)
    {
        for (int column = 0; column < Header.Count; column++)
            output.Text(Header[column]);
    }

    /// <summary>Writes all cells of the current row as they are in the file.</summary>
    public virtual void CopyRow(CsvLines output)
    {
        for (int column = 0; column < Header.Count; column++)
            output.Text(this[column]);
    }

    public abstract void Dispose();
}
