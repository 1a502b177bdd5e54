namespace VaeMl.Training;

/// <summary>What scores by the models of folds say of the model of all rows.</summary>
internal static class OutOfFoldScores
{
    /// <summary>
    /// Scores as unseen rows would have of the final model, sorted. A fold's model has seen the share 1 − 1/F of the rows, so that its scores are
    /// too high. What unseen rows score above seen ones falls about as 1/n with the number of rows trained on, so that the final model keeps
    /// 1 − 1/F of it.
    /// </summary>
    /// <param name="unseenByFolds">Each row's score by the model of its fold; sorted afterwards.</param>
    /// <param name="seen">Each row's score by the final model; sorted afterwards.</param>
    /// <param name="folds">F.</param>
    public static float[] OfFinalModel(float[] unseenByFolds, float[] seen, int folds)
    {
        Array.Sort(unseenByFolds);
        Array.Sort(seen);
        return [.. unseenByFolds.Zip(seen, (unseen, s) => unseen - (unseen - s) / folds)];
    }
}
