namespace VaeMl.Cli.Failures;

/// <summary>The exit codes of the tool.</summary>
internal static class ExitCodes
{
    public const int Good = 0;
    public const int BadInput = 1;
    public const int WrongUsage = 2;
    public const int Fault = 70;
    public const int Interrupted = 130;

    /// <summary>The reader of the output pipe has gone. Shells report the same code for a program killed by SIGPIPE.</summary>
    public const int ReaderGone = 141;
}
