using VaeMl.Contracts;
using VaeMl.Messages;

namespace VaeMl.Training;

/// <summary>Warns if the threshold may flag a different fraction of new rows than requested.</summary>
/// <param name="options">The resolved options.</param>
/// <param name="data">The rows.</param>
/// <param name="summary">Their summary.</param>
internal sealed class ThresholdWarnings(VaeOptions options, VaeData data, DataSummary summary)
{
    /// <summary>Warns about effects of the order of the rows.</summary>
    /// <param name="unseen">Held-out or out-of-fold scores, in data order if they were split into blocks.</param>
    /// <param name="blocks">The number of blocks.</param>
    public IEnumerable<TrainingWarning> CheckOrder(float[] unseen, int blocks)
    {
        if (unseen.Length == 0 || options.Split != RowSplit.Blocks)
            yield break;
        bool sorted = false;
        for (int j = 0; j < data.FeatureCount; j++)
        {
            if (!summary.Features[j].IsSorted)
                continue;
            sorted = true;
            yield return TrainingWarning.WithOptionNames(
                TrainingWarningKind.SortedRows,
                $"The threshold is calibrated on blocks of neighbouring rows, and the rows are sorted by feature '{data.FeatureNames[j]}'. This is right for rows in time order; if new rows will come from the whole range of the feature, set {OptionNames.Split} to {RowSplit.Random}.");
        }
        if (!sorted && ScoreDrift.Measure(unseen, blocks) is (double lowest, double highest))
            yield return TrainingWarning.WithOptionNames(
                TrainingWarningKind.ScoreDrift,
                $"The threshold may flag a different fraction of new rows than {OptionNames.FlagRate}: held-out or out-of-fold scores drift along the rows. Across {blocks} blocks of neighbouring rows, the fraction above the median score ranges from {100 * lowest:F0} % to {100 * highest:F0} %. If the drift continues, retrain on later rows; if the row order is arbitrary, set {OptionNames.Split} to {RowSplit.Random}.");
    }

    /// <summary>Warns if there are no or too few calibration rows.</summary>
    public IEnumerable<TrainingWarning> CheckCalibration(ScoreQuantiles quantiles)
    {
        if (quantiles.Count == 0)
            yield return TrainingWarning.WithOptionNames(
                TrainingWarningKind.NoThreshold, $"The model has no threshold and flags nothing: no rows were held out and {OptionNames.CalibrationFolds} is 0.");
        else if (options.FlagRate * (quantiles.Count + 1) < 1)
            yield return new TrainingWarning(TrainingWarningKind.FewCalibrationRows, FormattableString.Invariant(
                $"The threshold rests on {Counted.Format(quantiles.Count, "row")}, too few for a flag rate of {options.FlagRate}: it is their highest score, which about one row in {quantiles.Count + 1} exceeds."));
    }
}
