namespace VaeMl;

/// <summary>Options of VaeEncode: the latent mean as features, and the evidence lower bound.</summary>
public sealed record VaeEncodeOptions : VaeEstimatorOptions
{
    /// <summary>Names the columns Latent and Elbo, leaves out the others, and takes the training rows for clean: features are for all rows alike.</summary>
    public VaeEncodeOptions()
    {
        LatentColumnName = "Latent";
        ElboColumnName = "Elbo";
        TrainingData = TrainingData.Clean;
    }
}
