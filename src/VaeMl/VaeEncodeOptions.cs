namespace VaeMl;

/// <summary>Options of VaeEncode: the latent mean as features, and the evidence lower bound.</summary>
public sealed record VaeEncodeOptions : VaeEstimatorOptions
{
    /// <summary>Names the columns Latent and Elbo; the others are left out.</summary>
    public VaeEncodeOptions()
    {
        LatentColumnName = "Latent";
        ElboColumnName = "Elbo";
    }
}
