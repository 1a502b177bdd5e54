using VaeMl.Training;

namespace VaeMl.Tests.Training;

public sealed class VarianceFloorTests
{
    [Theory]
    [InlineData(1, 1.0 / 12)]
    [InlineData(0.25f, 0.0625 / 12)]
    public void The_rounding_error_is_that_of_the_grid(float step, double variance)
    {
        float[][] rows = [.. Models.Rows(500).Select(row => new[] { step * MathF.Round(row[0] / step) }), [float.NaN]];
        Assert.Equal(variance, FeatureResolution.RoundingVariance(new VaeData(rows), [.. Enumerable.Range(0, rows.Length)], 0, logScale: 0), 1e-12);
    }

    [Fact]
    public void Continuous_values_have_next_to_none_and_a_constant_has_none()
    {
        VaeData data = new([.. Models.Rows(20_000).Select(row => new[] { row[0], 7 })]);
        int[] all = [.. Enumerable.Range(0, data.Count)];
        // 20 is the standard deviation of the first feature.
        Assert.InRange(FeatureResolution.RoundingVariance(data, all, 0, logScale: 0) / (20 * 20), 0, 1e-5);
        Assert.Equal(0, FeatureResolution.RoundingVariance(data, all, 1, logScale: 0));
    }

    [Fact]
    public void No_feature_is_modelled_more_finely_than_it_is_recorded_unless_asked_for()
    {
        // 20 is the first feature's standard deviation and 30 its grid.
        float[][] rows = [.. Models.Rows(500).Select(row => new[] { 30 * MathF.Round(row[0] / 30), row[2] })];
        double scale = Models.Fit(Models.Quick, rows).Scorer.Features.Scale[0];
        Assert.Equal([(float)(30 * 30 / 12.0 / (scale * scale)), 0.09f], Models.Fit(Models.Quick, rows).Scorer.Features.VarianceFloor, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([0.04f, 0.04f], Models.Fit(Models.Quick with { VarianceFloor = 0.04 }, rows).Scorer.Features.VarianceFloor);
        Assert.Equal([0.09f, 0.09f], Models.Fit(Models.Quick with { Variance = VarianceKind.Shared }, rows).Scorer.Features.VarianceFloor);
    }

    [Fact]
    public void The_floor_is_at_most_the_features_variance()
    {
        float[][] rows = [.. Enumerable.Range(0, 400).Select(i => new float[] { i == 7 ? 3 : 2, i })];
        Assert.Equal(1, Models.Fit(Models.Quick, rows).Scorer.Features.VarianceFloor[0], 1e-5);
    }
}
