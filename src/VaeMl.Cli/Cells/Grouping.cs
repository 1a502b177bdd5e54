namespace VaeMl.Cli.Cells;

/// <summary>Whether a number contains thousands separators.</summary>
internal enum Grouping
{
    /// <summary>There are none.</summary>
    None,

    /// <summary>The marks are in positions where they cannot be thousands separators.</summary>
    Impossible,

    /// <summary>There is one mark, which may also be a decimal mark: 9,000.</summary>
    Ambiguous,

    /// <summary>The marks are certainly thousands separators: 9,000,000 or 9,000.50 or 9 000.</summary>
    Certain,
}
