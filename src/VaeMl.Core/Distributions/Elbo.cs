namespace VaeMl.Distributions;

/// <summary>
/// The evidence lower bound E_q[log p(x, z)/q(z|x)] ≤ log p(x) of one row x for any joint density and any posterior, and its three terms
/// for a posterior N(μ, diag σ²) and the prior N(0, I). All values are in nats.
/// </summary>
/// <remarks>
/// These are the definitions, one row at a time. The posterior may be any density over z. The gap between the bound and log p(x) is
/// D(q(z|x)‖p(z|x)), the divergence from the true posterior (statement 1c of the notebook 01-the-lecture).
/// </remarks>
public static class Elbo
{
    /// <summary>The one-sample estimate log p(x, z)/q(z|x), z ~ q.</summary>
    /// <param name="logJoint">log p(x, z) as a function of z, with x held fixed.</param>
    /// <param name="posterior">q(z|x).</param>
    /// <param name="random">The source of randomness.</param>
    /// <returns>An unbiased estimate of the evidence lower bound.</returns>
    /// <remarks>Notebook 01-the-lecture, statement 3.</remarks>
    public static double OneSample(VectorFunction logJoint, IDistribution posterior, Random random)
    {
        ArgumentNullException.ThrowIfNull(logJoint);
        ArgumentNullException.ThrowIfNull(posterior);
        ArgumentNullException.ThrowIfNull(random);
        return LogWeight(logJoint, posterior, random, new double[posterior.Size]);
    }

    /// <summary>The estimate from S samples, (1/S) Σ log p(x, zₛ)/q(zₛ|x), zₛ ~ q.</summary>
    /// <param name="logJoint">log p(x, z) as a function of z, with x held fixed.</param>
    /// <param name="posterior">q(z|x).</param>
    /// <param name="samples">The number S of samples, at least 1.</param>
    /// <param name="random">The source of randomness.</param>
    /// <returns>An unbiased estimate of the evidence lower bound, and its standard error.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of samples is less than 1.</exception>
    /// <remarks>Notebook 01-the-lecture, statement 2, for one row of the data.</remarks>
    public static MonteCarloEstimate Estimate(VectorFunction logJoint, IDistribution posterior, int samples, Random random)
    {
        ArgumentNullException.ThrowIfNull(logJoint);
        ArgumentNullException.ThrowIfNull(posterior);
        return MonteCarlo.Expectation(posterior, z => logJoint(z) - posterior.LogDensity(z), samples, random);
    }

    /// <summary>The importance-weighted estimate log (1/K) Σ p(x, zₖ)/q(zₖ|x), zₖ ~ q.</summary>
    /// <param name="logJoint">log p(x, z) as a function of z, with x held fixed.</param>
    /// <param name="posterior">q(z|x).</param>
    /// <param name="samples">The number K of samples inside the logarithm, at least 1.</param>
    /// <param name="random">The source of randomness.</param>
    /// <returns>
    /// One sample of the estimate. Its expectation is the importance-weighted bound: the evidence lower bound at K = 1. It never decreases with K
    /// and never exceeds log p(x).
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of samples is less than 1.</exception>
    /// <remarks>Burda, Grosse and Salakhutdinov (2016), equation 8 and theorem 1.</remarks>
    public static double ImportanceWeighted(VectorFunction logJoint, IDistribution posterior, int samples, Random random)
    {
        ArgumentNullException.ThrowIfNull(logJoint);
        ArgumentNullException.ThrowIfNull(posterior);
        ArgumentNullException.ThrowIfNull(random);
        Require.AtLeastOne(samples, nameof(samples));

        double[] z = new double[posterior.Size];
        double[] logWeights = new double[samples];
        for (int k = 0; k < samples; k++)
            logWeights[k] = LogWeight(logJoint, posterior, random, z);
        return StableMath.LogMeanExp(logWeights);
    }

    /// <summary>The terms log p(x|z), log p(z) and log q(z|x), all at z = μ + σ·u.</summary>
    /// <param name="logLikelihood">log p(x|z) as a function of z, with x held fixed.</param>
    /// <param name="posterior">q(z|x) = N(μ, diag σ²); the prior is N(0, I).</param>
    /// <param name="noise">u, of the posterior's size. If u ~ N(0, I), the estimate is unbiased.</param>
    /// <returns>The three terms. <see cref="ElboTerms.Elbo"/> is the one-sample estimate of the evidence lower bound.</returns>
    /// <exception cref="ArgumentException">The noise has a different size.</exception>
    /// <remarks>Notebook 01-the-lecture, statements 7a, 7b, 7c and 8.</remarks>
    public static ElboTerms Terms(VectorFunction logLikelihood, DiagonalGaussian posterior, ReadOnlySpan<double> noise)
    {
        double[] z = LatentAt(logLikelihood, posterior, noise);
        return new ElboTerms(logLikelihood(z), DiagonalGaussian.Standard(z.Length).LogDensity(z), posterior.LogDensityAtNoise(noise));
    }

    /// <summary>The terms log p(x|z) at z = μ + σ·u, and E[log p(z)] and E[log q(z|x)] in closed form.</summary>
    /// <param name="logLikelihood">log p(x|z) as a function of z, with x held fixed.</param>
    /// <param name="posterior">q(z|x) = N(μ, diag σ²); the prior is N(0, I).</param>
    /// <param name="noise">u, of the posterior's size. If u ~ N(0, I), the estimate is unbiased.</param>
    /// <returns>The three terms. Their log p(z) − log q(z|x) is −D(q(z|x)‖N(0, I)) for any noise.</returns>
    /// <exception cref="ArgumentException">The noise has a different size.</exception>
    /// <remarks>Notebook 01-the-lecture, statements 7a, 7b, 7c and 8, with the latent terms in expectation.</remarks>
    public static ElboTerms TermsWithExpectedLatent(VectorFunction logLikelihood, DiagonalGaussian posterior, ReadOnlySpan<double> noise)
    {
        double[] z = LatentAt(logLikelihood, posterior, noise);
        return new ElboTerms(logLikelihood(z), posterior.ExpectedLogPrior(), posterior.ExpectedLogPosterior());
    }

    private static double[] LatentAt(VectorFunction logLikelihood, DiagonalGaussian posterior, ReadOnlySpan<double> noise)
    {
        ArgumentNullException.ThrowIfNull(logLikelihood);
        ArgumentNullException.ThrowIfNull(posterior);
        double[] z = new double[posterior.Size];
        posterior.Reparameterize(noise, z);
        return z;
    }

    private static double LogWeight(VectorFunction logJoint, IDistribution posterior, Random random, double[] z)
    {
        posterior.Sample(random, z);
        return logJoint(z) - posterior.LogDensity(z);
    }
}
