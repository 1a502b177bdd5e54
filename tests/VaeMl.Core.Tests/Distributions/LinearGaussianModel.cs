using MathNet.Numerics.LinearAlgebra;

namespace VaeMl.Tests.Distributions;

/// <summary>
/// p(z) = N(0, I), p(x|z) = N(Wz + b, s²I): the model whose evidence and posterior are known. The evidence goes through the covariance
/// of x, the posterior through the precision of z, so that the two are independent of each other.
/// </summary>
internal sealed class LinearGaussianModel(Matrix<double> weights, Vector<double> bias, double noiseVariance)
{
    public int LatentSize => weights.ColumnCount;

    /// <summary>Three features, two latent variables.</summary>
    public static LinearGaussianModel Example { get; } = new(
        Matrix<double>.Build.DenseOfArray(new[,] { { 0.9, -0.4 }, { 0.3, 1.1 }, { -0.7, 0.5 } }),
        Vector<double>.Build.DenseOfArray([0.2, -0.5, 1.0]),
        0.35);

    /// <summary>A row for the example.</summary>
    public static double[] Row => [1.3, 0.4, -0.6];

    /// <summary>log p(x|z) (7a with a Gaussian decoder).</summary>
    public double LogLikelihood(double[] x, ReadOnlySpan<double> z)
    {
        Vector<double> residual = Vector<double>.Build.DenseOfArray(x) - bias - weights * Vector<double>.Build.DenseOfArray(z.ToArray());
        return -0.5 * (x.Length * Math.Log(Math.Tau * noiseVariance) + residual.DotProduct(residual) / noiseVariance);
    }

    /// <summary>log p(x, z).</summary>
    public double LogJoint(double[] x, ReadOnlySpan<double> z)
    {
        double prior = 0;
        foreach (double value in z)
            prior -= 0.5 * (Math.Log(Math.Tau) + value * value);
        return LogLikelihood(x, z) + prior;
    }

    /// <summary>log p(x) = log N(x; b, WWᵀ + s²I).</summary>
    public double LogEvidence(double[] x) =>
        new FullGaussian(bias, weights * weights.Transpose() + noiseVariance * Matrix<double>.Build.DenseIdentity(x.Length)).LogDensity(x);

    /// <summary>p(z|x) = N(Λ⁻¹Wᵀ(x − b)/s², Λ⁻¹), Λ = I + WᵀW/s².</summary>
    public FullGaussian Posterior(double[] x)
    {
        Matrix<double> precision = Matrix<double>.Build.DenseIdentity(LatentSize) + weights.Transpose() * weights / noiseVariance;
        Vector<double> residual = Vector<double>.Build.DenseOfArray(x) - bias;
        Vector<double> mean = precision.Solve(weights.Transpose() * residual / noiseVariance);
        return new FullGaussian(mean, precision.Inverse());
    }

    /// <summary>E_q[log p(x|z)] for q = N(m, S): the log-likelihood at m less tr(WSWᵀ)/(2s²).</summary>
    public double ExpectedLogLikelihood(double[] x, Vector<double> mean, Matrix<double> covariance) =>
        LogLikelihood(x, mean.AsArray()) - 0.5 * (weights * covariance * weights.Transpose()).Trace() / noiseVariance;
}
