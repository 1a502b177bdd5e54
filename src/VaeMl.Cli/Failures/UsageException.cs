namespace VaeMl.Cli.Failures;

/// <summary>A command line that makes no sense. The message is all that the user sees.</summary>
internal sealed class UsageException(string message) : Exception(message);
