namespace VaeMl.Tests;

/// <summary>What a process wrote.</summary>
/// <param name="Output">To standard output.</param>
/// <param name="Errors">To standard error.</param>
internal sealed record ProcessOutput(string Output, string Errors)
{
    /// <summary>The lines of standard output that are not empty.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
