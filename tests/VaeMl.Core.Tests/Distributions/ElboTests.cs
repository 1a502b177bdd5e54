using VaeMl.Distributions;

namespace VaeMl.Tests.Distributions;

/// <summary>Lecture, statements 2, 3, 7 and 8.</summary>
public sealed class ElboTests
{
    private static readonly LinearGaussianModel Model = LinearGaussianModel.Example;
    private static readonly double[][] Rows = [[1.3, 0.4, -0.6], [0.1, -1.2, 2.0], [-0.8, 0.9, 1.1]];
    private static readonly DiagonalGaussian Posterior = new([0.5, -0.2], [0.6, 0.4]);

    // 2: (1/N) Σᵢ E_q[log p(xᵢ, z)/q(z|xᵢ)], with S samples a row.
    [Fact]
    public void The_objective_over_the_data_is_the_mean_of_the_rows_estimates()
    {
        Random random = new(51);
        MonteCarloEstimate[] estimates = [.. Rows.Select(x => Elbo.Estimate(z => Model.LogJoint(x, z), Posterior, 10_000, random))];
        double standardError = Math.Sqrt(estimates.Sum(e => e.StandardError * e.StandardError)) / Rows.Length;

        Assert.InRange(standardError, 0, 0.03);
        Expect.Covers(Rows.Average(ExactElbo), new MonteCarloEstimate(estimates.Average(e => e.Mean), standardError, 30_000));
    }

    // 3: unbiased.
    [Fact]
    public void One_sample_estimates_average_to_the_bound()
    {
        double[] x = Rows[0];
        Random random = new(52);
        MonteCarloEstimate average = MonteCarlo.Average(() => Elbo.OneSample(z => Model.LogJoint(x, z), Posterior, random), 50_000);
        Assert.InRange(average.StandardError, 0, 0.02);
        Expect.Covers(ExactElbo(x), average);
    }

    // 2 and 3 are one estimator.
    [Fact]
    public void An_estimate_from_samples_is_the_mean_of_one_sample_estimates()
    {
        double[] x = Rows[0];
        Random random = new(53);
        MonteCarloEstimate average = MonteCarlo.Average(() => Elbo.OneSample(z => Model.LogJoint(x, z), Posterior, random), 8);
        Assert.Equal(average, Elbo.Estimate(z => Model.LogJoint(x, z), Posterior, 8, new Random(53)));
    }

    // 7a, 7b and 7c at one noise, and 8: their sum is log p(x, z) − log q(z|x).
    [Fact]
    public void The_terms_are_those_of_the_lecture_and_add_up_to_the_log_ratio()
    {
        double[] x = Rows[1], noise = [0.7, -1.9], z = [0.5 + Math.Sqrt(0.6) * 0.7, -0.2 - Math.Sqrt(0.4) * 1.9];
        ElboTerms terms = Elbo.Terms(latent => Model.LogLikelihood(x, latent), Posterior, noise);

        Expect.Close(Model.LogLikelihood(x, z), terms.LogLikelihood, 1e-12);
        Expect.Close(z.Sum(value => -0.5 * Math.Log(Math.Tau) - 0.5 * value * value), terms.LogPrior, 1e-13);
        Expect.Close(
            -0.5 * Math.Log(Math.Tau * 0.6) - 0.5 * 0.7 * 0.7 - 0.5 * Math.Log(Math.Tau * 0.4) - 0.5 * 1.9 * 1.9,
            terms.LogPosterior,
            1e-13);
        Assert.Equal(terms.LogLikelihood + terms.LogPrior - terms.LogPosterior, terms.Elbo);
        Expect.Close(Model.LogJoint(x, z) - Posterior.LogDensity(z), terms.Elbo, 1e-12);
    }

    // 7b and 7c, sampled against closed form.
    [Fact]
    public void Sampled_terms_average_to_the_expected_ones()
    {
        double[] x = Rows[0];
        ElboTerms Terms(ReadOnlySpan<double> noise) => Elbo.Terms(z => Model.LogLikelihood(x, z), Posterior, noise);
        MonteCarloEstimate Average(Func<ElboTerms, double> term) =>
            MonteCarlo.Expectation(DiagonalGaussian.Standard(2), noise => term(Terms(noise)), 20_000, new Random(54));
        FullGaussian full = FullGaussian.Of(Posterior);

        Expect.Covers(Model.ExpectedLogLikelihood(x, full.Mean, full.Covariance), Average(terms => terms.LogLikelihood));
        Expect.Covers(Posterior.ExpectedLogPrior(), Average(terms => terms.LogPrior));
        Expect.Covers(Posterior.ExpectedLogPosterior(), Average(terms => terms.LogPosterior));
        Expect.Covers(ExactElbo(x), Average(terms => terms.Elbo));
    }

    // 8: the likelihood sampled, the latent terms closed.
    [Fact]
    public void Expected_latent_terms_are_the_divergence_from_the_prior_whatever_the_noise()
    {
        double[] x = Rows[0];
        foreach (double[] noise in new double[][] { [0, 0], [2.1, -0.3] })
        {
            ElboTerms sampled = Elbo.Terms(z => Model.LogLikelihood(x, z), Posterior, noise);
            ElboTerms closed = Elbo.TermsWithExpectedLatent(z => Model.LogLikelihood(x, z), Posterior, noise);
            Assert.Equal(sampled.LogLikelihood, closed.LogLikelihood);
            Expect.Close(Posterior.KlToStandardNormal(), closed.LatentTerm, 1e-13);
        }

        double average = SignNoise.Expectation(
            2, noise => Elbo.TermsWithExpectedLatent(z => Model.LogLikelihood(x, z), Posterior, noise).Elbo);
        Expect.Close(ExactElbo(x), average);
    }

    // 7a with the lecture's decoder: no closed form, so the evidence comes from quadrature over a scalar z.
    [Fact]
    public void A_bernoulli_decoder_is_bounded_by_its_evidence_and_the_gap_is_the_divergence_from_the_posterior()
    {
        double[] x = [1, 0, 1];
        double[] slopes = [1.2, -0.8, 2.0], offsets = [0.1, 0.3, -0.4];
        DiagonalGaussian prior = DiagonalGaussian.Standard(1), q = new([0.7], [0.5]);
        double LogLikelihood(ReadOnlySpan<double> z)
        {
            double latent = z[0];
            return new Bernoulli([.. slopes.Select((slope, i) => slope * latent + offsets[i])]).LogDensity(x);
        }

        double LogJoint(double z) => LogLikelihood([z]) + prior.LogDensity([z]);
        double Integral(Func<double, double> f) => MathNet.Numerics.Integrate.GaussLegendre(f, -12, 12, 256);
        double evidence = Math.Log(Integral(z => Math.Exp(LogJoint(z))));
        double gap = Integral(z => Math.Exp(q.LogDensity([z])) * (q.LogDensity([z]) - (LogJoint(z) - evidence)));

        MonteCarloEstimate sampled = MonteCarlo.Expectation(prior, u => Elbo.Terms(LogLikelihood, q, u).Elbo, 50_000, new Random(55));
        MonteCarloEstimate closed = MonteCarlo.Expectation(
            prior, u => Elbo.TermsWithExpectedLatent(LogLikelihood, q, u).Elbo, 50_000, new Random(56));
        Assert.InRange(sampled.StandardError, 0, 0.005);
        Assert.InRange(closed.StandardError, 0, 0.005);
        Expect.Covers(evidence - gap, sampled);
        Expect.Covers(evidence - gap, closed);
        Assert.True(gap > 0.01);
    }

    [Fact]
    public void Noise_of_another_size_is_refused()
    {
        double[] three = new double[3];
        Assert.Throws<ArgumentException>("noise", () => Elbo.Terms(_ => 0, Posterior, three));
        Assert.Throws<ArgumentException>("noise", () => Elbo.TermsWithExpectedLatent(_ => 0, Posterior, three));
        Assert.Throws<ArgumentOutOfRangeException>("samples", () => Elbo.Estimate(_ => 0, Posterior, 0, new Random(0)));
    }

    private static double ExactElbo(double[] x)
    {
        FullGaussian full = FullGaussian.Of(Posterior);
        return Model.LogEvidence(x) - full.KlTo(Model.Posterior(x));
    }
}
