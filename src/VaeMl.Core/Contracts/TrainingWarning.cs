using VaeMl.Messages;

namespace VaeMl;

/// <summary>Something that the user should know about a training run.</summary>
/// <param name="Kind">What the warning is about.</param>
/// <param name="Message">One or two sentences: what was found, and what to do.</param>
public sealed record TrainingWarning(TrainingWarningKind Kind, string Message)
{
    /// <summary>Whether the warning matters only if the model's threshold is used.</summary>
    public bool ConcernsThreshold =>
        Kind is TrainingWarningKind.SortedRows or TrainingWarningKind.ScoreDrift or TrainingWarningKind.NoThreshold or TrainingWarningKind.FewCalibrationRows;

    /// <summary>The message in a form that can name options as command-line flags; null if it names none.</summary>
    internal OptionText? Text { get; private init; }

    /// <summary>A warning that names options.</summary>
    internal static TrainingWarning WithOptionNames(TrainingWarningKind kind, FormattableString message)
    {
        OptionText text = new(message);
        return new TrainingWarning(kind, text.ToString()) { Text = text };
    }

    /// <summary>Whether the other warning is about the same and says the same.</summary>
    /// <param name="other">The other warning.</param>
    /// <returns>True if kind and message are equal.</returns>
    public bool Equals(TrainingWarning? other) => other is not null && Kind == other.Kind && Message == other.Message;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Message);

    /// <summary>The message.</summary>
    public override string ToString() => Message;
}

/// <summary>What a <see cref="TrainingWarning"/> is about.</summary>
public enum TrainingWarningKind
{
    /// <summary>Rows or features that the model learns nothing from: constant, empty or skipped ones, or levels that a continued model does not know.</summary>
    Data,

    /// <summary>The threshold of the continued model flags clearly more of the new rows than its flag rate says.</summary>
    RowDrift,

    /// <summary>Training diverged and was resumed from its last good state at a smaller learning rate.</summary>
    Divergence,

    /// <summary>The training rows are less likely under the model than before training.</summary>
    WorseThanBefore,

    /// <summary>The rows are sorted by a feature, so neighbouring rows are alike.</summary>
    SortedRows,

    /// <summary>Scores drift along the rows, so new rows may be flagged at a different rate.</summary>
    ScoreDrift,

    /// <summary>The model has no threshold and flags nothing.</summary>
    NoThreshold,

    /// <summary>The threshold was calibrated on too few rows for the flag rate.</summary>
    FewCalibrationRows,

    /// <summary>The checkpoint could no longer be written.</summary>
    Checkpoint,
}
