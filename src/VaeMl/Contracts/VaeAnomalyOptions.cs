namespace VaeMl;

/// <summary>Options of the anomaly trainer: a score and what lies above the threshold.</summary>
public sealed record VaeAnomalyOptions : VaeEstimatorOptions
{
    /// <summary>
    /// Names the columns Score and PredictedLabel, as ML.NET's evaluators expect, leaves out the others, and takes it that there are anomalies
    /// among the training rows.
    /// </summary>
    public VaeAnomalyOptions()
    {
        ScoreColumnName = "Score";
        PredictedLabelColumnName = "PredictedLabel";
        TrainingData = TrainingData.Contaminated;
    }
}
