namespace VaeMl.Cli.Cells;

/// <summary>Decides what the cells of one column mean. A column is read from top to bottom, and what was seen above may decide what is read below.</summary>
internal abstract class ColumnReader
{
    /// <summary>Reads the next cell.</summary>
    /// <param name="cell">The cell's content.</param>
    /// <param name="line">The line it stands on.</param>
    /// <param name="value">Its value; NaN where missing.</param>
    /// <returns>False if it has no meaning in this column; <see cref="Problem"/> may say why.</returns>
    public abstract bool TryRead(ReadOnlySpan<char> cell, int line, out float value);

    /// <summary>Why the last cell was refused and what to do about it, as a sentence that follows the cell; null if it is simply text.</summary>
    public virtual string? Problem => null;

    /// <summary>The first cell whose meaning is still open after all were read, and the question; null if none is.</summary>
    public virtual OpenCell? Open => null;
}
