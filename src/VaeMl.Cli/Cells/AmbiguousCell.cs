namespace VaeMl.Cli.Cells;

/// <summary>An ambiguous cell, which can be read in two ways. Its column does not tell which one is meant.</summary>
/// <param name="Line">The line of the cell.</param>
/// <param name="Text">The cell.</param>
/// <param name="Question">The two readings and how to choose between them, as a sentence that starts with the cell.</param>
internal sealed record AmbiguousCell(int Line, string Text, string Question);
