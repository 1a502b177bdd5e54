namespace VaeMl.Sample;

/// <summary>The pipeline's results for a row.</summary>
internal sealed class Finding
{
    /// <summary>The latent mean from VaeEncode, q values.</summary>
    public float[] Latent { get; set; } = [];

    /// <summary>The evidence lower bound from VaeEncode, in nats; higher is more normal.</summary>
    public float Elbo { get; set; }

    /// <summary>The detector's score, in nats; higher is more anomalous.</summary>
    public float Score { get; set; }

    /// <summary>Whether the score is above the detector's threshold.</summary>
    public bool PredictedLabel { get; set; }

    /// <summary>How much each feature adds to the score, compared with its mean over the training set, in nats.</summary>
    public float[] Contributions { get; set; } = [];

    /// <summary>The label, passed through.</summary>
    public float Malignant { get; set; }
}
