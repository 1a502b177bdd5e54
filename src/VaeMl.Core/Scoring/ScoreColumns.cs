namespace VaeMl;

/// <summary>The destinations of a batch's results, as row-major spans. A result whose span is empty is not computed.</summary>
public ref struct ScoreColumns
{
    /// <summary>n × q: the posterior mean μ(x).</summary>
    public Span<float> Latent { get; set; }

    /// <summary>n × q: the posterior variance σ²(x).</summary>
    public Span<float> LatentVariance { get; set; }

    /// <summary>
    /// n: the evidence lower bound of the observed features, in nats; higher is more normal. With <see cref="ScoreKind.ImportanceWeighted"/> it is the
    /// importance-weighted bound.
    /// </summary>
    public Span<float> Elbo { get; set; }

    /// <summary>n: the score, in nats; higher is more anomalous.</summary>
    public Span<float> Score { get; set; }

    /// <summary>n × d: each feature's term minus its mean over the training set, in nats; 0 for a missing feature.</summary>
    public Span<float> Contributions { get; set; }

    /// <summary>n: the latent term minus its mean over the training set, in nats.</summary>
    public Span<float> LatentContribution { get; set; }

    /// <summary>n × d: the decoder's mean at z = μ(x), in the data's units, for a category the number of the most likely level. Missing features are imputed.</summary>
    public Span<float> Reconstruction { get; set; }
}
