namespace VaeMl.Training;

/// <summary>Converts the epochs of the final model and of the calibration folds to one fraction of the whole.</summary>
internal sealed class ProgressScale(IProgress<TrainingProgress>? progress, int folds)
{
    private readonly Lock _lock = new();
    private long _foldEpochs;
    private int _lastPercent;

    /// <summary>Reports an epoch of the final model.</summary>
    public void Epoch(EpochReport epoch, int epochs) =>
        progress?.Report(new TrainingProgress(TrainingPhase.Training, (double)epoch.Epoch / epochs / (1 + folds), epochs, epoch));

    /// <summary>Counts epochs of a fold's model. Reports at most a hundred times, one call at a time.</summary>
    /// <param name="ended">The number of epochs since the last call.</param>
    /// <param name="epochs">The total number of epochs of the fold's model.</param>
    public void FoldEpochs(int ended, int epochs)
    {
        if (progress is null)
            return;
        lock (_lock)
        {
            _foldEpochs += ended;
            double fraction = (1 + (double)_foldEpochs / epochs) / (1 + folds);
            if ((int)(100 * fraction) <= _lastPercent)
                return;
            _lastPercent = (int)(100 * fraction);
            progress.Report(new TrainingProgress(TrainingPhase.Calibrating, Math.Min(1, fraction), epochs, null));
        }
    }
}
