namespace VaeMl.Cli.Failures;

/// <summary>Input that cannot be worked on: a file, a value in it, an output's place. The message is all that the user sees.</summary>
internal sealed class InputException(string message) : Exception(message);
