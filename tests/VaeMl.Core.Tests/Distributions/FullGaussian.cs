using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using VaeMl.Distributions;

namespace VaeMl.Tests.Distributions;

/// <summary>N(m, S) with a full covariance, by the Cholesky factor of MathNet.Numerics.</summary>
internal sealed class FullGaussian(Vector<double> mean, Matrix<double> covariance) : IDistribution
{
    private readonly Cholesky<double> _cholesky = covariance.Cholesky();

    public int Size => mean.Count;

    public Vector<double> Mean => mean;

    public Matrix<double> Covariance => covariance;

    public static FullGaussian Of(DiagonalGaussian diagonal) => new(
        Vector<double>.Build.DenseOfArray(diagonal.Mean.ToArray()),
        Matrix<double>.Build.DenseOfDiagonalArray(diagonal.Variance.ToArray()));

    public double LogDensity(ReadOnlySpan<double> x)
    {
        Vector<double> shift = Vector<double>.Build.DenseOfArray(x.ToArray()) - mean;
        return -0.5 * (Size * Math.Log(Math.Tau) + _cholesky.DeterminantLn + shift.DotProduct(_cholesky.Solve(shift)));
    }

    public void Sample(Random random, Span<double> destination)
    {
        double[] noise = new double[Size];
        DiagonalGaussian.Standard(Size).Sample(random, noise);
        At(noise).CopyTo(destination);
    }

    /// <summary>m + Lu, where S = LLᵀ.</summary>
    public double[] At(double[] noise) => (mean + _cholesky.Factor * Vector<double>.Build.DenseOfArray(noise)).ToArray();

    /// <summary>D(this‖q) = ½ (tr(S_q⁻¹S) + (m_q − m)ᵀS_q⁻¹(m_q − m) − n + log det S_q − log det S).</summary>
    public double KlTo(FullGaussian q)
    {
        Vector<double> shift = q.Mean - mean;
        return 0.5 * (q._cholesky.Solve(covariance).Trace() + shift.DotProduct(q._cholesky.Solve(shift)) - Size
            + q._cholesky.DeterminantLn - _cholesky.DeterminantLn);
    }
}
