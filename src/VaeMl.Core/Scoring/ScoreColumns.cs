namespace VaeMl;

/// <summary>Where a batch's results go: row-major spans, of which an empty one is not computed.</summary>
public ref struct ScoreColumns
{
    /// <summary>n × q: the latent mean μ(x).</summary>
    public Span<float> Latent { get; set; }

    /// <summary>n × q: the latent variance σ²(x).</summary>
    public Span<float> LatentVariance { get; set; }

    /// <summary>n: the evidence lower bound of the observed features, in nats.</summary>
    public Span<float> Elbo { get; set; }

    /// <summary>n: the score; higher is more anomalous.</summary>
    public Span<float> Score { get; set; }

    /// <summary>n × d: each feature's term minus its training mean, in nats.</summary>
    public Span<float> Contributions { get; set; }

    /// <summary>n: the latent term minus its training mean, in nats.</summary>
    public Span<float> LatentContribution { get; set; }

    /// <summary>n × d: the decoder's mean at z = μ(x), in the data's units, of a category the likeliest level's number; missing features are imputed.</summary>
    public Span<float> Reconstruction { get; set; }
}
