namespace VaeMl.Sample;

/// <summary>What the pipeline says of a row.</summary>
internal sealed class Finding
{
    /// <summary>VaeEncode's latent mean, q values.</summary>
    public float[] Latent { get; set; } = [];

    /// <summary>VaeEncode's evidence lower bound, in nats: higher is more usual.</summary>
    public float Elbo { get; set; }

    /// <summary>The detector's score, in nats: higher is more anomalous.</summary>
    public float Score { get; set; }

    /// <summary>Whether the score lies above the detector's threshold.</summary>
    public bool PredictedLabel { get; set; }

    /// <summary>What each feature adds to the score beyond the usual, in nats.</summary>
    public float[] Contributions { get; set; } = [];

    /// <summary>The label, handed on.</summary>
    public float Malignant { get; set; }
}
