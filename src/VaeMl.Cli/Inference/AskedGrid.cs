namespace VaeMl.Cli.Inference;

/// <summary>What the user specified about the grid of a column's numbers.</summary>
internal enum AskedGrid
{
    /// <summary>The grid found in the file, if any.</summary>
    AsFound,

    /// <summary>A grid of whole numbers.</summary>
    Whole,

    /// <summary>No grid.</summary>
    None,
}
