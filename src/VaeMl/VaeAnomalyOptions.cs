namespace VaeMl;

/// <summary>Options of the anomaly trainer: a score and what lies above the threshold.</summary>
public sealed record VaeAnomalyOptions : VaeEstimatorOptions
{
    /// <summary>Names the columns Score and PredictedLabel, as ML.NET's evaluators expect; the others are left out.</summary>
    public VaeAnomalyOptions()
    {
        ScoreColumnName = "Score";
        PredictedLabelColumnName = "PredictedLabel";
    }
}
