namespace VaeMl.Cli.Failures;

/// <summary>An invalid input: a file, a value in it, or the path of an output. The user sees only the message.</summary>
internal sealed class InputException(string message) : Exception(message);
