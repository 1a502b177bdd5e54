namespace VaeMl.Tests.Distributions;

/// <summary>
/// The two-point Gauss–Hermite rule: the average over u ∈ {−1, 1}ⁿ is the exact expectation under N(0, I) of every polynomial of
/// degree 3 at most. The log-ratios of Gaussians are quadratic, so that it gives their expectations without sampling.
/// </summary>
internal static class SignNoise
{
    public static double Expectation(int size, Func<double[], double> f)
    {
        double sum = 0;
        for (int bits = 0; bits < 1 << size; bits++)
        {
            double[] noise = new double[size];
            for (int j = 0; j < size; j++)
                noise[j] = (bits >> j & 1) == 1 ? 1 : -1;
            sum += f(noise);
        }

        return sum / (1 << size);
    }
}
