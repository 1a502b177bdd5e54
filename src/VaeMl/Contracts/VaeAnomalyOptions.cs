namespace VaeMl;

/// <summary>Options of the anomaly detection trainer, which scores rows and flags those above a threshold.</summary>
public sealed record VaeAnomalyOptions : VaeEstimatorOptions
{
    /// <summary>
    /// Adds the columns Score and PredictedLabel, as ML.NET's evaluators expect, and no others. <see cref="VaeEstimatorOptions.TrainingData"/> is
    /// <see cref="TrainingData.Contaminated"/>: the training set may contain anomalies.
    /// </summary>
    public VaeAnomalyOptions()
    {
        ScoreColumnName = "Score";
        PredictedLabelColumnName = "PredictedLabel";
        TrainingData = TrainingData.Contaminated;
    }
}
