namespace VaeMl.Notebooks.Tests;

/// <summary>How an output came about.</summary>
internal enum OutputKind
{
    /// <summary>Written to the console.</summary>
    Stream,

    /// <summary>Written to the console's error stream.</summary>
    ErrorStream,

    /// <summary>Displayed by a call.</summary>
    Display,

    /// <summary>The value of the cell's last expression.</summary>
    Result,
}
