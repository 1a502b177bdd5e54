using VaeMl.Reporting;

namespace VaeMl.Tests.Reporting;

public class PlotRangeTests
{
    [Theory]
    [InlineData(0, 10, "0 2 4 6 8 10")]
    [InlineData(0, 1, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-1.5, 1.5, "-1.5 -1.0 -0.5 0.0 0.5 1.0 1.5")]
    [InlineData(97, 4230, "1000 2000 3000 4000")]
    [InlineData(0, 5e6, "0 1e6 2e6 3e6 4e6 5e6")]
    [InlineData(1e9, 1_000_000_300, "1000000000 1000000050 1000000100 1000000150 1000000200 1000000250 1000000300")]
    [InlineData(0.99998, 1.00002, "9.9998e-1 9.9999e-1 1e0 1.00001e0 1.00002e0")]
    [InlineData(0, 4e-5, "0 1e-5 2e-5 3e-5 4e-5")]
    public void TicksAreRound(double low, double high, string labels) =>
        Assert.Equal(labels.Split(' '), new PlotRange(low, high).Ticks(5).Select(t => t.Label));

    [Fact]
    public void AnEmptyRangeIsWidened()
    {
        Assert.Equal(new PlotRange(0, 1), PlotRange.Cover([double.NaN]));
        PlotRange point = PlotRange.Cover([7, 7]);
        Assert.True(point.Low < 7 && point.High > 7);
        Assert.NotEmpty(point.Ticks(5));
        Assert.NotEmpty(PlotRange.Cover([1e30, 1e30]).Ticks(5));
    }
}
