namespace VaeMl.Cli.Failures;

/// <summary>What the tool's exit code says.</summary>
internal static class ExitCodes
{
    public const int Good = 0;
    public const int BadInput = 1;
    public const int WrongUsage = 2;
    public const int Fault = 70;
    public const int Interrupted = 130;

    /// <summary>The output is a pipe whose reader has left: what a shell says of a program that the system ends for it.</summary>
    public const int ReaderGone = 141;
}
