namespace VaeMl.Cli.Cells;

/// <summary>Whether marks part a number's thousands.</summary>
internal enum Grouping
{
    /// <summary>There are no such marks.</summary>
    None,

    /// <summary>They stand where they cannot part thousands.</summary>
    Impossible,

    /// <summary>One mark, which may as well be a decimal mark: 9,000.</summary>
    Open,

    /// <summary>They part thousands for certain: 9,000,000 or 9,000.50 or 9 000.</summary>
    Certain,
}
