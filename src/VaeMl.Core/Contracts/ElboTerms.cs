namespace VaeMl;

/// <summary>The three terms of the evidence lower bound, in nats: ELBO = E_q[log p(x|z)] + E_q[log p(z)] − E_q[log q(z|x)].</summary>
/// <param name="LogLikelihood">log p(x|z): how well the decoder explains the observed features.</param>
/// <param name="LogPrior">log p(z): the log-density of the latent vector under the prior.</param>
/// <param name="LogPosterior">log q(z|x): its log-density under the approximate posterior.</param>
/// <remarks>Statements 7a, 7b, 7c and 8 of the notebook 01-the-lecture; Kingma and Welling (2014), equation 2.</remarks>
public readonly record struct ElboTerms(double LogLikelihood, double LogPrior, double LogPosterior)
{
    /// <summary>The evidence lower bound, LogLikelihood + LogPrior − LogPosterior, in nats.</summary>
    public double Elbo => LogLikelihood + LogPrior - LogPosterior;

    /// <summary>log q(z|x) − log p(z), in nats. Its expectation is the KL divergence of the posterior from the prior.</summary>
    public double LatentTerm => LogPosterior - LogPrior;
}
