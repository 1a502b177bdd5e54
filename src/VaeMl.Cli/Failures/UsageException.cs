namespace VaeMl.Cli.Failures;

/// <summary>An invalid command line. The user sees only the message.</summary>
internal sealed class UsageException(string message) : Exception(message);
