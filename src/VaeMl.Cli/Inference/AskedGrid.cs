namespace VaeMl.Cli.Inference;

/// <summary>What the user says of the grid that a column's numbers lie on.</summary>
internal enum AskedGrid
{
    /// <summary>The one that the file's numbers show, if any.</summary>
    AsFound,

    /// <summary>Whole numbers.</summary>
    Whole,

    /// <summary>None.</summary>
    None,
}
