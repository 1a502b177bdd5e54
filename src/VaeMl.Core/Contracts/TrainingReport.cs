using VaeMl.Messages;

namespace VaeMl;

/// <summary>What happened in training.</summary>
public sealed record TrainingReport
{
    /// <summary>The name of the trainer that made the model.</summary>
    public required string Trainer { get; init; }

    /// <summary>The name of the trainer that made the models of the calibration folds; null if there were no folds.</summary>
    public required string? CalibrationTrainer { get; init; }

    /// <summary>The epochs of the final model's training, in order.</summary>
    public required IReadOnlyList<EpochReport> Epochs { get; init; }

    /// <summary>Why training ended.</summary>
    public required StopReason StopReason { get; init; }

    /// <summary>The number, from 1, of the epoch whose weights the model has.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>The number of rows in the training set.</summary>
    public required int RowsTrained { get; init; }

    /// <summary>The number of rows held out for validation and for the threshold.</summary>
    public required int RowsHeldOut { get; init; }

    /// <summary>The number of rows skipped because all their values are missing.</summary>
    public required int RowsSkipped { get; init; }

    /// <summary>The number of gradient steps.</summary>
    public required long Steps { get; init; }

    /// <summary>The number of held-out or out-of-fold rows on whose scores the threshold was calibrated.</summary>
    public required int CalibrationRows { get; init; }

    /// <summary>Formats <see cref="CalibrationRows"/> with their kind.</summary>
    internal string FormatCalibrationRows(string format) => Counted.Format(CalibrationRows, RowsHeldOut > 0 ? "held-out row" : "out-of-fold row", format);

    /// <summary>What the user should know about data, training and threshold, such as constant features.</summary>
    public required IReadOnlyList<TrainingWarning> Warnings { get; init; }

    /// <summary>The total wall-clock time, calibration included.</summary>
    public required TimeSpan Elapsed { get; init; }
}

/// <summary>The result of one epoch.</summary>
/// <param name="Epoch">The epoch's number, from 1.</param>
/// <param name="Train">The training set's mean terms over the epoch's steps, in nats per row, each taken before the step's update.</param>
/// <param name="Validation">The held-out rows' mean terms after the epoch, in nats per row; null without held-out rows.</param>
/// <param name="Beta">The weight of the KL term in this epoch.</param>
/// <param name="LearningRate">The learning rate at the end of the epoch.</param>
public sealed record EpochReport(int Epoch, ElboTerms Train, ElboTerms? Validation, double Beta, double LearningRate);

/// <summary>Why training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were completed.</summary>
    EpochsCompleted,

    /// <summary>The validation ELBO stopped improving (early stopping).</summary>
    EarlyStopping,
}

/// <summary>The progress of a training run.</summary>
/// <param name="Phase">The current phase.</param>
/// <param name="Fraction">The fraction of the whole work that is done, from 0 to 1.</param>
/// <param name="Epochs">The number of epochs planned for the model in training.</param>
/// <param name="Epoch">The epoch that has just ended; null outside the final model's training.</param>
public sealed record TrainingProgress(TrainingPhase Phase, double Fraction, int Epochs, EpochReport? Epoch);

/// <summary>A phase of training.</summary>
public enum TrainingPhase
{
    /// <summary>The final model is being trained.</summary>
    Training,

    /// <summary>The threshold is being calibrated on held-out or out-of-fold rows.</summary>
    Calibrating,
}
