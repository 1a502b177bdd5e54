namespace VaeMl.Training;

/// <summary>Turns the epochs of the final model and of the calibration's folds into one fraction of the whole.</summary>
internal sealed class ProgressScale(IProgress<TrainingProgress>? progress, int folds)
{
    private readonly Lock _lock = new();
    private long _foldEpochs;
    private int _lastPercent;

    /// <summary>An epoch of the final model has ended.</summary>
    public void Epoch(EpochReport epoch, int epochs) =>
        progress?.Report(new TrainingProgress(TrainingPhase.Training, (double)epoch.Epoch / epochs / (1 + folds), epochs, epoch));

    /// <summary>So many epochs of one of the folds' models have ended. Told a hundred times at most, one call at a time.</summary>
    /// <param name="ended">How many since the last call.</param>
    /// <param name="epochs">How many the fold's model has in all.</param>
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
