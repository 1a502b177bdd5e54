using System.Globalization;

namespace VaeMl.Cli.Cells;

/// <summary>Converts the cells of one column to features. The column is read from top to bottom, and earlier cells may affect how later ones are read.</summary>
internal abstract class ColumnReader
{
    /// <summary>The number of features per cell.</summary>
    public virtual int Width => 1;

    /// <summary>The part of an error message that follows an invalid cell and says what it is not.</summary>
    public abstract string Expected { get; }

    /// <summary>
    /// Why the last cell was rejected, and what to do, as a sentence that follows the cell; null if it is simply not of the column's kind.
    /// </summary>
    public virtual string? Problem => null;

    /// <summary>The first cell that is still ambiguous after all cells were read; null if there is none.</summary>
    public virtual AmbiguousCell? Ambiguous => null;

    /// <summary>Creates the reader for a column of a schema.</summary>
    /// <param name="column">The column.</param>
    /// <param name="culture">The culture of the file's numbers and dates.</param>
    /// <param name="thousands">The thousands separator; null to detect it from the cells.</param>
    /// <param name="unseen">Collects levels that the column does not list.</param>
    public static ColumnReader Create(SchemaColumn column, CultureInfo culture, char? thousands, UnseenLevels unseen) => column.Kind switch
    {
        ColumnKind.Boolean => new BooleanColumn(culture),
        ColumnKind.Category => new CategoryColumn(column, unseen),
        ColumnKind.DateTime => new DateColumn(column, culture),
        _ => new NumberColumn(culture, thousands),
    };

    /// <summary>Reads the next cell.</summary>
    /// <param name="cell">The content of the cell.</param>
    /// <param name="line">The line of the cell.</param>
    /// <param name="values">Receives the features; NaN where missing.</param>
    /// <returns>False if the cell is invalid in this column; <see cref="Problem"/> may say why.</returns>
    public abstract bool TryRead(ReadOnlySpan<char> cell, int line, Span<float> values);
}
