using VaeMl.Distributions;

namespace VaeMl.Tests.Distributions;

public sealed class NullArgumentTests
{
    private static readonly Random _random = new(0);
    private static readonly VectorFunction _zero = _ => 0;
    private static readonly Bernoulli _bernoulli = new([0]);
    private static readonly DiagonalGaussian _gaussian = DiagonalGaussian.Standard(1);

    public static TheoryData<string, Action> Calls => new()
    {
        { "random", () => _bernoulli.Sample(null!, new double[1]) },
        { "other", () => _bernoulli.KlTo(null!) },
        { "random", () => _gaussian.Sample(null!, new double[1]) },
        { "other", () => _gaussian.KlTo(null!) },
        { "logJoint", () => Elbo.OneSample(null!, _gaussian, _random) },
        { "posterior", () => Elbo.OneSample(_zero, null!, _random) },
        { "random", () => Elbo.OneSample(_zero, _gaussian, null!) },
        { "logJoint", () => Elbo.Estimate(null!, _gaussian, 1, _random) },
        { "posterior", () => Elbo.Estimate(_zero, null!, 1, _random) },
        { "random", () => Elbo.Estimate(_zero, _gaussian, 1, null!) },
        { "logJoint", () => Elbo.ImportanceWeighted(null!, _gaussian, 1, _random) },
        { "posterior", () => Elbo.ImportanceWeighted(_zero, null!, 1, _random) },
        { "random", () => Elbo.ImportanceWeighted(_zero, _gaussian, 1, null!) },
        { "logLikelihood", () => Elbo.Terms(null!, _gaussian, [0]) },
        { "posterior", () => Elbo.Terms(_zero, null!, [0]) },
        { "logLikelihood", () => Elbo.TermsWithExpectedLatent(null!, _gaussian, [0]) },
        { "posterior", () => Elbo.TermsWithExpectedLatent(_zero, null!, [0]) },
        { "p", () => MonteCarlo.Expectation(null!, _zero, 1, _random) },
        { "f", () => MonteCarlo.Expectation(_gaussian, null!, 1, _random) },
        { "random", () => MonteCarlo.Expectation(_gaussian, _zero, 1, null!) },
        { "p", () => MonteCarlo.KullbackLeibler(null!, _gaussian, 1, _random) },
        { "q", () => MonteCarlo.KullbackLeibler(_gaussian, null!, 1, _random) },
        { "draw", () => MonteCarlo.Average(null!, 1) },
    };

    [Theory]
    [MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public void What_is_null_is_named(string name, Action call) => Assert.Throws<ArgumentNullException>(name, call);
}
