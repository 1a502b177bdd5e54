namespace VaeMl.Cli.Failures;

/// <summary>A command was interrupted and has left a file behind, which the message names.</summary>
internal sealed class InterruptedException(string message) : OperationCanceledException(message);
