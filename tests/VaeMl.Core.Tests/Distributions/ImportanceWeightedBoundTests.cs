using VaeMl.Distributions;

namespace VaeMl.Tests.Distributions;

/// <summary>log (1/K) Σ p(x, zₖ)/q(zₖ|x) (Burda, Grosse and Salakhutdinov 2016), on the linear-Gaussian model.</summary>
public sealed class ImportanceWeightedBoundTests
{
    private static readonly LinearGaussianModel Model = LinearGaussianModel.Example;

    // Wider than the true posterior, so that the weights are bounded, and off its mean, so that the bound is loose.
    private static readonly DiagonalGaussian Posterior = new([0.9, -0.5], [1.2, 0.9]);

    // Theorem 1: ELBO ≤ L_K ≤ L_{K+1} ≤ log p(x), in expectation.
    [Fact]
    public void The_bound_grows_with_the_samples_and_stays_below_the_evidence()
    {
        double evidence = Model.LogEvidence(LinearGaussianModel.Row);
        Random random = new(61);
        MonteCarloEstimate[] bounds = [.. Enumerable.Range(0, 6).Select(log2 => MonteCarlo.Average(() => Bound(1 << log2, random), 5_000))];

        for (int i = 1; i < bounds.Length; i++)
        {
            // Each rise shows beyond the error of the difference.
            double error = Math.Sqrt(Square(bounds[i].StandardError) + Square(bounds[i - 1].StandardError));
            Assert.True(bounds[i].Mean - bounds[i - 1].Mean > 4 * error, $"{bounds[i - 1]} to {bounds[i]}");
        }

        Assert.All(bounds, bound => Assert.True(bound.Mean < evidence + 4 * bound.StandardError));
        double exactElbo = evidence - FullGaussian.Of(Posterior).KlTo(Model.Posterior(LinearGaussianModel.Row));
        Expect.Covers(exactElbo, bounds[0]);
    }

    // Jensen's inequality holds for every draw, not only in expectation.
    [Fact]
    public void Over_the_same_samples_the_bound_is_never_below_the_mean_of_the_log_weights()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            double mean = Elbo.Estimate(LogJoint, Posterior, 5, new Random(seed)).Mean;
            Assert.True(Bound(5, new Random(seed)) > mean);
        }
    }

    [Fact]
    public void One_sample_gives_the_one_sample_estimate() =>
        Expect.Close(Elbo.OneSample(LogJoint, Posterior, new Random(62)), Bound(1, new Random(62)), 1e-15);

    [Fact]
    public void Many_samples_reach_the_evidence() =>
        Assert.InRange(Bound(200_000, new Random(63)) - Model.LogEvidence(LinearGaussianModel.Row), -0.02, 0.02);

    // E[(1/K) Σ w] = p(x): the weights themselves are unbiased.
    [Fact]
    public void Exponentiated_bounds_average_to_the_evidence()
    {
        double evidence = Model.LogEvidence(LinearGaussianModel.Row);
        Random random = new(64);
        MonteCarloEstimate ratio = MonteCarlo.Average(() => Math.Exp(Bound(8, random) - evidence), 5_000);
        Assert.InRange(ratio.StandardError, 0, 0.03);
        Expect.Covers(1, ratio);
    }

    // Weights of exp(±5000) leave the range of a double; their logarithms don't.
    [Theory]
    [InlineData(-5000)]
    [InlineData(5000)]
    public void A_scaled_joint_shifts_the_bound(double shift)
    {
        double plain = Bound(20, new Random(65));
        double shifted = Elbo.ImportanceWeighted(z => LogJoint(z) + shift, Posterior, 20, new Random(65));
        Expect.Close(plain + shift, shifted, 1e-12);
    }

    [Fact]
    public void A_joint_of_zero_everywhere_has_the_bound_minus_infinity() =>
        Assert.Equal(double.NegativeInfinity, Elbo.ImportanceWeighted(_ => double.NegativeInfinity, Posterior, 3, new Random(0)));

    [Fact]
    public void Fewer_samples_than_one_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>("samples", () => Elbo.ImportanceWeighted(LogJoint, Posterior, 0, new Random(0)));

    private static double LogJoint(ReadOnlySpan<double> z) => Model.LogJoint(LinearGaussianModel.Row, z);

    private static double Bound(int samples, Random random) => Elbo.ImportanceWeighted(LogJoint, Posterior, samples, random);

    private static double Square(double a) => a * a;
}
