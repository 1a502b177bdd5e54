namespace VaeMl.Cli.Cells;

/// <summary>The notations of values found in a column. Some cannot be combined.</summary>
[Flags]
internal enum Notations
{
    /// <summary>Only zeros and missing values.</summary>
    None = 0,

    /// <summary>A number other than 0, without a percent sign.</summary>
    Number = 1,

    /// <summary>A number other than 0 and 1.</summary>
    BeyondUnit = 2,

    /// <summary>A number with a percent sign.</summary>
    Percent = 4,

    /// <summary>true, false, yes or no.</summary>
    Boolean = 8,

    /// <summary>An amount of money.</summary>
    Currency = 16,
}
