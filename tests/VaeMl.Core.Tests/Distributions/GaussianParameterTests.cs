using VaeMl.Distributions;

namespace VaeMl.Tests.Distributions;

/// <summary>What a diagonal Gaussian may be made of and asked for.</summary>
public sealed class GaussianParameterTests
{
    [Fact]
    public void The_distribution_keeps_its_parameters_when_the_callers_arrays_change()
    {
        double[] mean = [1], variance = [2];
        DiagonalGaussian p = new(mean, variance);
        mean[0] = variance[0] = 7;
        Assert.Equal(1, p.Mean[0]);
        Assert.Equal(2, p.Variance[0]);
    }

    [Fact]
    public void All_bad_parameters_are_named_in_one_message()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new DiagonalGaussian([0, double.NaN, 1], [1, -2.5, 0]));
        Assert.Equal(
            "mean must be finite, but mean[1] is NaN. "
            + "variance must be greater than 0 and finite, but variance[1] is -2.5, variance[2] is 0.",
            error.Message);
    }

    [Fact]
    public void Many_bad_parameters_are_counted()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new DiagonalGaussian(new double[8], new double[8]));
        Assert.EndsWith("variance[4] is 0, and 3 more.", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("variance[4] is 0.", Assert.Throws<ArgumentException>(() => new DiagonalGaussian(new double[5], new double[5])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, "mean must have at least one element.")]
    [InlineData(2, 1, "mean and variance must have the same size, but have 2 and 1 element(s).")]
    public void Parameters_of_wrong_sizes_are_refused(int meanSize, int varianceSize, string message)
    {
        double[] variance = Enumerable.Repeat(1.0, varianceSize).ToArray();
        ArgumentException error = Assert.Throws<ArgumentException>(() => new DiagonalGaussian(new double[meanSize], variance));
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Vectors_of_another_size_are_refused()
    {
        double[] two = new double[2], three = new double[3];
        string message = Assert.Throws<ArgumentException>("x", () => Gaussians.P.LogDensity(two)).Message;
        Assert.StartsWith("x must have the distribution's size, 3, but has 2 element(s).", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("noise", () => Gaussians.P.LogDensityAtNoise(two));
        Assert.Throws<ArgumentException>("noise", () => Gaussians.P.Reparameterize(two, three));
        Assert.Throws<ArgumentException>("destination", () => Gaussians.P.Reparameterize(three, two));
        Assert.Throws<ArgumentException>("destination", () => Gaussians.P.Sample(new Random(0), two));
        Assert.Throws<ArgumentException>("other", () => Gaussians.P.KlTo(DiagonalGaussian.Standard(2)));
        Assert.Throws<ArgumentOutOfRangeException>("size", () => DiagonalGaussian.Standard(0));
    }
}
