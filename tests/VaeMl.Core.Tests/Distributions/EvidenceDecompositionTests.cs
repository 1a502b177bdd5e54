using MathNet.Numerics.LinearAlgebra;
using VaeMl.Distributions;

namespace VaeMl.Tests.Distributions;

/// <summary>
/// Lecture, statement 1c: log p(x) = E_q[log p(x, z)/q(z)] + D(q(z)‖p(z|x)), on the linear-Gaussian model. The expectations are exact
/// (see <see cref="SignNoise"/>), so that both sides agree to rounding.
/// </summary>
public sealed class EvidenceDecompositionTests
{
    private static readonly LinearGaussianModel Model = LinearGaussianModel.Example;

    public static TheoryData<double, double, double, double> Posteriors => new()
    {
        { 0, 0, 1, 1 },
        { 0.5, -0.2, 0.6, 0.4 },
        { -3, 4, 0.01, 2.5 },
        { 10, -10, 7, 1e-4 },
    };

    // Bayes' rule at a point: log p(x, z) − log p(z|x) = log p(x), whatever z. It ties the oracle's two routes to each other.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1.5, -2)]
    public void Joint_over_posterior_is_the_evidence(double z0, double z1)
    {
        double[] x = LinearGaussianModel.Row, z = [z0, z1];
        Expect.Close(Model.LogEvidence(x), Model.LogJoint(x, z) - Model.Posterior(x).LogDensity(z), 1e-12);
    }

    [Theory, MemberData(nameof(Posteriors))]
    public void Evidence_is_the_bound_plus_the_divergence_from_the_posterior(double m0, double m1, double v0, double v1)
    {
        double[] x = LinearGaussianModel.Row;
        DiagonalGaussian q = new([m0, m1], [v0, v1]);
        double bound = SignNoise.Expectation(2, noise => Elbo.Terms(z => Model.LogLikelihood(x, z), q, noise).Elbo);
        double gap = FullGaussian.Of(q).KlTo(Model.Posterior(x));

        Expect.Close(Model.LogEvidence(x), bound + gap);
        Assert.True(gap > 0 && bound < Model.LogEvidence(x));
    }

    // The same with every term in closed form, no noise at all: 7a is closed where the decoder is linear-Gaussian (8).
    [Theory, MemberData(nameof(Posteriors))]
    public void Evidence_is_the_closed_form_terms_plus_the_divergence_from_the_posterior(double m0, double m1, double v0, double v1)
    {
        double[] x = LinearGaussianModel.Row;
        DiagonalGaussian q = new([m0, m1], [v0, v1]);
        FullGaussian full = FullGaussian.Of(q);
        ElboTerms terms = new(Model.ExpectedLogLikelihood(x, full.Mean, full.Covariance), q.ExpectedLogPrior(), q.ExpectedLogPosterior());

        Expect.Close(Model.LogEvidence(x), terms.Elbo + full.KlTo(Model.Posterior(x)));
    }

    [Fact]
    public void Evidence_is_decomposed_for_a_correlated_posterior_too()
    {
        double[] x = LinearGaussianModel.Row;
        FullGaussian q = new(
            Vector<double>.Build.DenseOfArray([0.3, -0.9]),
            Matrix<double>.Build.DenseOfArray(new[,] { { 0.7, -0.5 }, { -0.5, 0.9 } }));
        double bound = SignNoise.Expectation(2, noise => Model.LogJoint(x, q.At(noise)) - q.LogDensity(q.At(noise)));

        Expect.Close(Model.LogEvidence(x), bound + q.KlTo(Model.Posterior(x)));
    }

    // With q the true posterior the gap is 0, and every single sample is log p(x).
    [Fact]
    public void At_the_true_posterior_the_bound_is_the_evidence_without_any_variance()
    {
        double[] x = LinearGaussianModel.Row;
        FullGaussian posterior = Model.Posterior(x);
        Random random = new(41);
        for (int trial = 0; trial < 50; trial++)
            Expect.Close(Model.LogEvidence(x), Elbo.OneSample(z => Model.LogJoint(x, z), posterior, random));
        Expect.Close(Model.LogEvidence(x), Elbo.ImportanceWeighted(z => Model.LogJoint(x, z), posterior, 10, random));
        Assert.InRange(Elbo.Estimate(z => Model.LogJoint(x, z), posterior, 100, random).StandardError, 0, 1e-12);
    }

    // The best diagonal Gaussian has the posterior's mean and the inverse of its precision's diagonal; moving away from it widens the gap.
    [Fact]
    public void The_bound_is_highest_at_the_least_divergence()
    {
        double[] x = LinearGaussianModel.Row;
        FullGaussian posterior = Model.Posterior(x);
        double[] best = posterior.Covariance.Inverse().Diagonal().Map(precision => 1 / precision).ToArray();
        double Bound(double shift, double factor) => SignNoise.Expectation(2, noise => Elbo.TermsWithExpectedLatent(
            z => Model.LogLikelihood(x, z),
            new DiagonalGaussian([posterior.Mean[0] + shift, posterior.Mean[1]], [best[0] * factor, best[1]]),
            noise).Elbo);

        double highest = Bound(0, 1);
        foreach ((double shift, double factor) in new[] { (0.1, 1.0), (-0.1, 1.0), (0.0, 1.2), (0.0, 0.8) })
            Assert.True(Bound(shift, factor) < highest);
        Assert.True(highest < Model.LogEvidence(x));
    }
}
