using System.Runtime.Intrinsics;
using VaeMl.Likelihoods;

namespace VaeMl.Tests.Likelihoods;

public sealed class LogScaleTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1e-6f, 1)]
    [InlineData(0.7f, 2)]
    [InlineData(-3, 0.5f)]
    [InlineData(1e6f, 0.01f)]
    [InlineData(3e15f, 1e-2f)]
    public void It_is_the_inverse_hyperbolic_sine_of_the_ratio(float x, float c)
    {
        float t = LogScale.Apply(x, c);
        Assert.Equal(Math.Asinh((double)x / c), t, 1e-6 * Math.Max(1, Math.Abs(t)));
        Assert.Equal(x, LogScale.Inverse(t, c), 1e-5 * Math.Max(c, Math.Abs(x)));
        Assert.Equal(-t, LogScale.Apply(-x, c));
    }

    [Fact]
    public void Every_lane_has_the_bits_of_the_single_value()
    {
        Random random = new(1);
        float[] values = [.. Enumerable.Range(0, 16).Select(i => i == 3 ? float.NaN : (float)Math.Exp(10 * random.NextDouble()) - 5)];
        Vector512<float> lanes = LogScale.Apply(Vector512.Create(values), 0.3f);
        for (int i = 0; i < values.Length; i++)
            Assert.Equal(LogScale.Apply(values[i], 0.3f), lanes[i]);
    }

    [Theory]
    [InlineData(float.MaxValue, 1e-18f)]
    [InlineData(-float.MaxValue, 1e-18f)]
    [InlineData(float.MaxValue, 1e18f)]
    public void The_largest_values_stay_finite_on_the_way_and_back(float x, float c)
    {
        float t = LogScale.Apply(x, c);
        Assert.True(float.IsFinite(t) && float.IsFinite(LogScale.Inverse(t, c)) && float.IsFinite(LogScale.Inverse(1e30f, c)));
    }
}
