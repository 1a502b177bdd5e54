namespace VaeMl;

/// <summary>What happened in training.</summary>
public sealed record TrainingReport
{
    /// <summary>Which trainer made the model.</summary>
    public required string Trainer { get; init; }

    /// <summary>Which trainer made the models of the folds that calibrated the threshold; null where there were no folds.</summary>
    public required string? CalibrationTrainer { get; init; }

    /// <summary>Every epoch of the final model's training, in order.</summary>
    public required IReadOnlyList<EpochReport> Epochs { get; init; }

    /// <summary>Why training ended.</summary>
    public required StopReason StopReason { get; init; }

    /// <summary>The number, from 1, of the epoch whose weights the model has.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>How many rows were trained on.</summary>
    public required int RowsTrained { get; init; }

    /// <summary>How many rows were held out for validation and threshold.</summary>
    public required int RowsHeldOut { get; init; }

    /// <summary>How many rows were skipped because nothing in them was observed.</summary>
    public required int RowsSkipped { get; init; }

    /// <summary>How many gradient steps were made.</summary>
    public required long Steps { get; init; }

    /// <summary>How the threshold was calibrated: on how many rows that the scoring model was not trained on.</summary>
    public required int CalibrationRows { get; init; }

    /// <summary>What the user should know: constant features, features with no observed value, ….</summary>
    public required IReadOnlyList<TrainingWarning> Warnings { get; init; }

    /// <summary>The wall-clock time of everything, calibration included.</summary>
    public required TimeSpan Elapsed { get; init; }
}

/// <summary>One epoch.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Train">The training rows' mean terms over the epoch's steps, in nats per row, before each step's update.</param>
/// <param name="Validation">The held-out rows' mean terms after the epoch, or null without held-out rows.</param>
/// <param name="Beta">The KL term's weight in this epoch.</param>
/// <param name="LearningRate">The step size at the epoch's end.</param>
public sealed record EpochReport(int Epoch, ElboTerms Train, ElboTerms? Validation, double Beta, double LearningRate);

/// <summary>Why training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were made.</summary>
    EpochsCompleted,

    /// <summary>The validation bound stopped improving.</summary>
    EarlyStopping,
}

/// <summary>How far a training is.</summary>
/// <param name="Phase">What is being done.</param>
/// <param name="Fraction">The share of the whole that is done, from 0 to 1.</param>
/// <param name="Epochs">The number of epochs planned for the model in training.</param>
/// <param name="Epoch">The epoch just ended; null outside the final model's training.</param>
public sealed record TrainingProgress(TrainingPhase Phase, double Fraction, int Epochs, EpochReport? Epoch);

/// <summary>A part of the training.</summary>
public enum TrainingPhase
{
    /// <summary>The final model is trained.</summary>
    Training,

    /// <summary>The threshold is calibrated on rows not trained on.</summary>
    Calibrating,
}
