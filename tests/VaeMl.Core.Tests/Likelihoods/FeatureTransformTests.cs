using VaeMl.Likelihoods;

namespace VaeMl.Tests.Likelihoods;

/// <summary>What a network's unit is in the data's, feature by feature.</summary>
public sealed class FeatureTransformTests
{
    private static readonly GaussianLikelihood Gaussian = new();
    private static readonly StudentTLikelihood StudentT = new();
    private static readonly BernoulliLikelihood Bernoulli = new(binary: false);
    private static readonly CategoricalLikelihood Three = new(3);

    // On a grid, plain, on the log scale with a grid, within [0, 1], a category, plain.
    private static readonly FeatureTransform Mixed = new(
        [Gaussian, Gaussian, StudentT, Bernoulli, Three, Gaussian],
        logScale: [0, 0, 4, 0, 0, 0], varianceFloor: [0.1f, 0.2f, 0.3f, 0, 0, 0.4f], shift: [3, -1, 0.5f, 0, 0, 7], scale: [2, 0.25f, 8, 1, 1, 1],
        fill: new float[8], standardized: true, steps: [0.5, 0, 10, 0.125, 1, 0]);

    [Fact]
    public void Neighbours_of_one_likelihood_are_a_run_and_levels_have_slots_of_their_own()
    {
        Assert.Equal(6, Mixed.Count);
        Assert.Equal(8, Mixed.SlotCount);
        Assert.Equal([0, 1, 2, 3, 4, 7], Mixed.FirstSlots);
        Assert.Equal([(0, 2, 0, 1, 0), (2, 1, 2, 1, 0), (3, 1, 3, 1, 0), (4, 1, 4, 3, 3), (5, 1, 7, 1, 0)], Mixed.Runs.Select(run => (run.First, run.Count, run.FirstSlot, run.Slots, run.Levels)));
        Assert.Equal([Gaussian, StudentT, Bernoulli, Three, Gaussian], Mixed.Runs.Select(run => run.Likelihood));
        Assert.Equal([0.1f, 0.2f], Mixed.FloorsOf(Mixed.Runs[0]).ToArray());
    }

    [Fact]
    public void Values_come_back_from_the_network_s_units()
    {
        Assert.Equal([0.5f, 4, 0.125f, 1, 1, 1], Mixed.InverseScale);
        Assert.Equal(1.5f, Mixed.ToNetwork(0, 6));
        Assert.Equal(-4, Mixed.ToNetwork(1, -2));
        Assert.Equal((LogScale.Apply(100, 4) - 0.5f) / 8, Mixed.ToNetwork(2, 100));
        Assert.Equal(0.75f, Mixed.ToNetwork(3, 0.75f));
        foreach ((int feature, float value) in ((int, float)[])[(0, 6), (1, -2), (2, 100), (3, 0.75f), (4, 2), (5, -40)])
            Assert.Equal(value, Mixed.FromNetwork(feature, Mixed.ToNetwork(feature, value)), 1e-4f * Math.Abs(value));
    }

    [Fact]
    public void What_comes_back_lies_on_the_grid_with_ties_to_the_even_multiple()
    {
        Assert.Equal([6, 6, 6.5f, 7], ((float[])[6.2f, 6.25f, 6.3f, 6.75f]).Select(value => Mixed.OnGrid(0, value)));
        Assert.Equal(6.5f, Mixed.FromNetwork(0, 1.7f));
        Assert.Equal(120, Mixed.OnGrid(2, 123));
        Assert.Equal(6.2f, Mixed.OnGrid(1, 6.2f));
        // Its values are probabilities already.
        Assert.Equal(0.3f, Mixed.OnGrid(3, 0.3f));
        Assert.Equal([0.5, 0, 10, 0, 0, 0], Mixed.Steps);
    }

    /// <summary>A density per unit of the data, of a cell of the grid, or per unit of the log scale.</summary>
    [Fact]
    public void Constants_hold_the_units()
    {
        double gaussian = 0.5 * Math.Log(2 * Math.PI), studentT = -Math.Log(3.0 / 8);
        Assert.Equal([Math.Log(2 / 0.5), Math.Log(0.25), Math.Log(8), 0, 0, 0], Enumerable.Range(0, 6).Select(Mixed.LogUnit));
        double[] expected = [gaussian + Math.Log(4), gaussian + Math.Log(0.25), studentT + Math.Log(8), 0, 0, gaussian];
        Assert.All(Mixed.Constant.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }

    [Fact]
    public void What_features_have_is_known()
    {
        Assert.True(Mixed.HasSteps && Mixed.HasLogScale && Mixed.HasCategories && Mixed.HasVariance);
        FeatureTransform plain = Of(Bernoulli, standardized: false);
        Assert.False(plain.HasSteps || plain.HasLogScale || plain.HasCategories || plain.HasVariance);
        Assert.False(Of(Gaussian, standardized: true).HasSteps);
        Assert.Equal((FeatureTransform.LargestStandardizedInput, FeatureTransform.LargestValue), (Mixed.EncoderLimit, plain.EncoderLimit));
    }

    [Fact]
    public void More_slots_than_can_be_counted_are_an_error() =>
        Assert.Throws<OverflowException>(() => new FeatureTransform(
            [new CategoricalLikelihood(int.MaxValue), Bernoulli], [0, 0], [0, 0], [0, 0], [1, 1], [], standardized: false));

    private static FeatureTransform Of(Likelihood likelihood, bool standardized) => new([likelihood], [0], [0], [0], [1], [0], standardized);
}
