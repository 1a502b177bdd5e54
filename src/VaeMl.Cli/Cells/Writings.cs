namespace VaeMl.Cli.Cells;

/// <summary>The ways of writing values that a column has shown. Some do not go together.</summary>
[Flags]
internal enum Writings
{
    /// <summary>Nothing but zeros and missing values.</summary>
    None = 0,

    /// <summary>A number without a percent sign that is not 0.</summary>
    Number = 1,

    /// <summary>A number that is neither 0 nor 1.</summary>
    BeyondUnit = 2,

    /// <summary>A number before a percent sign.</summary>
    Percent = 4,

    /// <summary>true, false, yes or no.</summary>
    Boolean = 8,

    /// <summary>An amount of money.</summary>
    Currency = 16,
}
