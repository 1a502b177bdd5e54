namespace VaeMl.Training;

/// <summary>Estimates the scores of the final model for unseen rows from out-of-fold scores.</summary>
internal static class OutOfFoldScores
{
    /// <summary>
    /// Scores that unseen rows would have under the final model, sorted. A fold's model has seen only the fraction 1 − 1/F of the rows, so out-of-fold
    /// scores are too high. The gap between the scores of unseen and seen rows falls about as 1/n with the number of training rows. For the final model
    /// it is therefore 1 − 1/F of the gap for the folds.
    /// </summary>
    /// <param name="unseenByFolds">Each row's out-of-fold score; sorted by the call.</param>
    /// <param name="seen">Each row's score under the final model; sorted by the call.</param>
    /// <param name="folds">The number of folds F.</param>
    public static float[] EstimateForFinalModel(float[] unseenByFolds, float[] seen, int folds)
    {
        Array.Sort(unseenByFolds);
        Array.Sort(seen);
        return [.. unseenByFolds.Zip(seen, (unseen, s) => unseen - (unseen - s) / folds)];
    }
}
