namespace VaeMl.Cli.Cells;

/// <summary>A cell that can be read in two ways, neither of which its column settles.</summary>
/// <param name="Line">The line it stands on.</param>
/// <param name="Text">The cell.</param>
/// <param name="Question">The two readings and how to choose, as a sentence that begins with the cell.</param>
internal sealed record OpenCell(int Line, string Text, string Question);
