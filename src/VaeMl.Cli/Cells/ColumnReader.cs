using System.Globalization;

namespace VaeMl.Cli.Cells;

/// <summary>Decides what the cells of one column mean. A column is read from top to bottom, and what was seen above may decide what is read below.</summary>
internal abstract class ColumnReader
{
    /// <summary>The number of features that a cell becomes.</summary>
    public virtual int Width => 1;

    /// <summary>What a cell without a meaning is not, as words that follow it.</summary>
    public abstract string Expected { get; }

    /// <summary>Why the last cell was refused and what to do about it, as a sentence that follows the cell; null if it is simply something else.</summary>
    public virtual string? Problem => null;

    /// <summary>The first cell whose meaning is still open after all were read, and the question; null if none is.</summary>
    public virtual OpenCell? Open => null;

    /// <summary>What reads a column of a schema.</summary>
    /// <param name="column">The column.</param>
    /// <param name="culture">The culture of the file's numbers and dates.</param>
    /// <param name="thousands">What parts thousands, or null if the cells must tell.</param>
    /// <param name="unseen">Takes down the levels that the column does not list.</param>
    public static ColumnReader Create(SchemaColumn column, CultureInfo culture, char? thousands, UnseenLevels unseen) => column.Kind switch
    {
        ColumnKind.Boolean => new BooleanColumn(culture),
        ColumnKind.Category => new CategoryColumn(column, unseen),
        ColumnKind.DateTime => new DateColumn(column, culture),
        _ => new NumberColumn(culture, thousands),
    };

    /// <summary>Reads the next cell.</summary>
    /// <param name="cell">The cell's content.</param>
    /// <param name="line">The line it stands on.</param>
    /// <param name="values">Gets the values of its features; NaN where missing.</param>
    /// <returns>False if it has no meaning in this column; <see cref="Problem"/> may say why.</returns>
    public abstract bool TryRead(ReadOnlySpan<char> cell, int line, Span<float> values);
}
