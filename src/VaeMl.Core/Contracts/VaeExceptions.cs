namespace VaeMl;

/// <summary>Data that cannot be trained on or scored; the message names column, row and value, and the remedy.</summary>
/// <param name="message">What is wrong, where, and what to do.</param>
/// <param name="row">The row concerned, from 0, if it is one row.</param>
/// <param name="feature">The feature concerned, if it is one.</param>
public sealed class VaeDataException(string message, int? row = null, string? feature = null) : Exception(message)
{
    /// <summary>The row concerned, from 0; null if it is not one row.</summary>
    public int? Row { get; } = row;

    /// <summary>The feature concerned; null if it is not one.</summary>
    public string? Feature { get; } = feature;

    /// <summary>The message without its beginning, which names row and feature; null if it has another one.</summary>
    internal string? Problem { get; private init; }

    /// <summary>A value that cannot be trained on.</summary>
    /// <param name="row">Its row, from 0.</param>
    /// <param name="feature">Its feature.</param>
    /// <param name="problem">What is wrong with it, and what to do: "holds …".</param>
    internal static VaeDataException AtValue(int row, string feature, string problem) =>
        new(FormattableString.Invariant($"Row {row}, feature '{feature}' {problem}"), row, feature) { Problem = problem };
}

/// <summary>A training that diverged, also when it was retried from its last good state at smaller learning rates; the message says when, the likely cause and what to change.</summary>
/// <param name="message">What happened, and what to do.</param>
public sealed class VaeTrainingException(string message) : Exception(message);

/// <summary>A model file that is damaged, truncated or not a VaeMl model.</summary>
/// <param name="message">What is wrong with the file.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class VaeModelFormatException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>A checkpoint that is damaged, in use by another training or one of another training; the message says by which process, or what differs, and what to do.</summary>
/// <param name="message">What is wrong, and what to do.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class VaeCheckpointException(string message, Exception? innerException = null) : Exception(message, innerException);
