using VaeMl.Reporting;

namespace VaeMl.Tests.Reporting;

public class PrincipalComponentsTests
{
    [Fact]
    public void FindsTheLargestVariances()
    {
        // Independent axes of standard deviations 1, 5, 0.1 and 3, turned by 30° between the second and the fourth.
        Random random = new(5);
        double c = Math.Cos(Math.PI / 6), s = Math.Sin(Math.PI / 6);
        float[] points = new float[4 * 4000];
        for (int i = 0; i < 4000; i++)
        {
            double a = 5 * Normal(random), b = 3 * Normal(random);
            float[] point = [(float)Normal(random), (float)(10 + c * a - s * b), (float)(0.1 * Normal(random)), (float)(s * a + c * b)];
            point.CopyTo(points, 4 * i);
        }
        PrincipalComponents components = PrincipalComponents.Compute(points, 4);
        Assert.Equal((25 + 9) / 35.01, components.Share, 0.01);
        (double x0, double y0) = components.Project([0, 10, 0, 0]);
        (double x, double y) = components.Project([0, (float)(10 + c), 0, (float)s]);
        Assert.Equal(1, x - x0, 0.01);
        Assert.Equal(0, y - y0, 0.1);
        (x, y) = components.Project([0, (float)(10 - s), 0, (float)c]);
        Assert.Equal(0, x - x0, 0.1);
        Assert.Equal(1, Math.Abs(y - y0), 0.01);
    }

    [Fact]
    public void PointsThatAreAllTheSameHaveAPlaceToo()
    {
        PrincipalComponents components = PrincipalComponents.Compute([1, 2, 3, 1, 2, 3], 3);
        Assert.Equal((0, 0), components.Project([1, 2, 3]));
        Assert.Equal(1, components.Share);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Six points along three orthogonal directions, with variances 9, 4 and 1 in thirds.</summary>
    [Fact]
    public void PointsAreProjectedOnTheTwoDirectionsOfTheLargestVariances()
    {
        double[] mean = [5, -1, 2], a = [3 / 7.0, 2 / 7.0, 6 / 7.0], b = [-6 / 7.0, 3 / 7.0, 2 / 7.0], c = [2 / 7.0, 6 / 7.0, -3 / 7.0];
        float[] At(double alongA, double alongB, double alongC) => [.. Enumerable.Range(0, 3).Select(k => (float)(mean[k] + alongA * a[k] + alongB * b[k] + alongC * c[k]))];
        PrincipalComponents components = PrincipalComponents.Compute([.. At(0, 0, 1), .. At(3, 0, 0), .. At(0, -2, 0), .. At(-3, 0, 0), .. At(0, 2, 0), .. At(0, 0, -1)], 3);
        Assert.Equal(13 / 14.0, components.Share, 1e-6);
        (double x, double y) = components.Project(At(1.5, 0.5, 7));
        // The largest entry of a direction is positive, which turns the second.
        Assert.Equal((1.5, -0.5), (Math.Round(x, 5), Math.Round(y, 5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => PrincipalComponents.Compute([1, 2], 1));
    }
}
