using System.Runtime.Intrinsics;
using VaeMl.Networks;

namespace VaeMl.Tests.Networks;

public sealed class ExponentialTests
{
    [Fact]
    public void It_is_the_exponential_to_single_precision()
    {
        for (float x = -87; x < 88; x += 0.0371f)
        {
            double expected = Math.Exp(x);
            Assert.Equal(expected, Exponential.Compute(Vector512.Create(x))[3], 1.2e-7 * expected);
        }
        Assert.Equal(1, Exponential.Compute(Vector512<float>.Zero)[0]);
    }

    [Theory]
    [InlineData(float.NegativeInfinity, 0, 1.3e-38)]
    [InlineData(-1e30f, 0, 1.3e-38)]
    [InlineData(1e30f, 2e38, float.MaxValue)]
    [InlineData(float.PositiveInfinity, 2e38, float.MaxValue)]
    public void Beyond_the_range_of_ordinary_numbers_it_stays_at_the_range(float x, double least, double most) =>
        Assert.InRange(Exponential.Compute(Vector512.Create(x))[0], least, most);

    [Fact]
    public void NaN_stays_NaN_and_leaves_the_other_lanes_alone()
    {
        Vector512<float> values = Exponential.Compute(Vector512.Create(1f).WithElement(5, float.NaN));
        Assert.True(float.IsNaN(values[5]));
        Assert.Equal(Exponential.Compute(Vector512.Create(1f))[0], values[6]);
    }
}
