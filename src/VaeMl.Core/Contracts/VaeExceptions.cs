using VaeMl.Messages;

namespace VaeMl;

/// <summary>The data cannot be trained on or scored. The message names column, row and value, and the remedy.</summary>
/// <param name="message">What is wrong, where, and what to do.</param>
/// <param name="row">The row, counted from 0, if the error concerns a single row.</param>
/// <param name="feature">The feature, if the error concerns a single feature.</param>
public sealed class VaeDataException(string message, int? row = null, string? feature = null) : Exception(message)
{
    /// <summary>The row, counted from 0; null if the error does not concern a single row.</summary>
    public int? Row { get; } = row;

    /// <summary>The feature; null if the error does not concern a single feature.</summary>
    public string? Feature { get; } = feature;

    /// <summary>The message without its beginning, which names row and feature; null if the message does not name them.</summary>
    internal string? Problem { get; private init; }

    /// <summary>The message in a form that can name options as command-line flags; null if it names none.</summary>
    internal OptionText? Text { get; private init; }

    /// <summary>An error whose message names options.</summary>
    internal static VaeDataException WithOptionNames(FormattableString message)
    {
        OptionText text = new(message);
        return new VaeDataException(text.ToString()) { Text = text };
    }

    /// <summary>A value that cannot be trained on.</summary>
    /// <param name="row">Its row, from 0.</param>
    /// <param name="feature">Its feature.</param>
    /// <param name="problem">What is wrong with it, and what to do: "holds …".</param>
    internal static VaeDataException AtValue(int row, string feature, string problem) =>
        new(FormattableString.Invariant($"Row {row}, feature '{feature}' {problem}"), row, feature) { Problem = problem };
}

/// <summary>
/// Training diverged, even when resumed from its last good state at smaller learning rates. The message says when, the likely cause and what to change.
/// </summary>
/// <param name="message">What happened, and what to do.</param>
public sealed class VaeTrainingException(string message) : Exception(message)
{
    /// <summary>The message in a form that can name options as command-line flags; null if it names none.</summary>
    internal OptionText? Text { get; private init; }

    /// <summary>An error whose message names options.</summary>
    internal static VaeTrainingException WithOptionNames(FormattableString message)
    {
        OptionText text = new(message);
        return new VaeTrainingException(text.ToString()) { Text = text };
    }
}

/// <summary>The model file is damaged, truncated or not a VaeMl model.</summary>
/// <param name="message">What is wrong with the file.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class VaeModelFormatException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>
/// The checkpoint is damaged, in use by another training run, or belongs to a different one. The message names the process or what differs, and what to do.
/// </summary>
/// <param name="message">What is wrong, and what to do.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class VaeCheckpointException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The message in a form that can name options as command-line flags; null if it names none.</summary>
    internal OptionText? Text { get; private init; }

    /// <summary>An error whose message names options.</summary>
    internal static VaeCheckpointException WithOptionNames(FormattableString message, Exception? innerException)
    {
        OptionText text = new(message);
        return new VaeCheckpointException(text.ToString(), innerException) { Text = text };
    }
}
