namespace VaeMl;

/// <summary>Something about a training that its user should know.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Message">One or two sentences: what was found, and what to do.</param>
public sealed record TrainingWarning(TrainingWarningKind Kind, string Message)
{
    /// <summary>Whether it matters only to those who use the model's threshold.</summary>
    public bool ConcernsThreshold =>
        Kind is TrainingWarningKind.SortedRows or TrainingWarningKind.ScoreDrift or TrainingWarningKind.NoThreshold or TrainingWarningKind.FewCalibrationRows;

    /// <summary>The message.</summary>
    public override string ToString() => Message;
}

/// <summary>What a <see cref="TrainingWarning"/> is about.</summary>
public enum TrainingWarningKind
{
    /// <summary>Training rows or features of which the model learns nothing: constant, empty, skipped, of levels that a continued model does not know.</summary>
    Data,

    /// <summary>A continued model's threshold flags clearly more of the new rows than it was to.</summary>
    RowDrift,

    /// <summary>Training diverged and went on from its last good state at a smaller learning rate.</summary>
    Divergence,

    /// <summary>The training rows are less likely under the model than before training.</summary>
    WorseThanBefore,

    /// <summary>The rows are in the order of a feature, so that blocks of neighbours are alike.</summary>
    SortedRows,

    /// <summary>Scores change along the rows, so that new rows may be flagged at another rate.</summary>
    ScoreDrift,

    /// <summary>The model has no threshold and flags nothing.</summary>
    NoThreshold,

    /// <summary>The threshold rests on too few rows for the flag rate.</summary>
    FewCalibrationRows,

    /// <summary>The checkpoint could not be written any more.</summary>
    Checkpoint,
}
