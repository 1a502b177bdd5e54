namespace VaeMl;

/// <summary>Options of VaeEncode, which adds the latent mean as features, and the evidence lower bound.</summary>
public sealed record VaeEncodeOptions : VaeEstimatorOptions
{
    /// <summary>
    /// Adds the columns Latent and Elbo, and no others. <see cref="VaeEstimatorOptions.TrainingData"/> is <see cref="TrainingData.Clean"/>, because
    /// features should describe all rows.
    /// </summary>
    public VaeEncodeOptions()
    {
        LatentColumnName = "Latent";
        ElboColumnName = "Elbo";
        TrainingData = TrainingData.Clean;
    }
}
