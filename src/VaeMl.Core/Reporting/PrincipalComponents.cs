namespace VaeMl.Reporting;

/// <summary>The first two principal components: the directions in which points vary most, for plotting a latent space of any dimension.</summary>
internal sealed class PrincipalComponents
{
    private const int Sweeps = 50;

    private readonly double[] _mean;
    private readonly double[] _first;
    private readonly double[] _second;

    private PrincipalComponents(double[] mean, double[] first, double[] second, double share) =>
        (_mean, _first, _second, Share) = (mean, first, second, share);

    /// <summary>The share of the variance along the two directions, from 0 to 1.</summary>
    public double Share { get; }

    /// <summary>Computes them by Jacobi rotations of the covariance matrix.</summary>
    /// <param name="points">n × <paramref name="size"/> finite values, row-major.</param>
    /// <param name="size">The number of dimensions, at least 2.</param>
    public static PrincipalComponents Compute(ReadOnlySpan<float> points, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 2);
        (double[] mean, double[,] covariance) = Moments(points, size);
        double[,] vectors = Diagonalise(covariance, size);
        double[] variances = [.. Enumerable.Range(0, size).Select(k => covariance[k, k])];
        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(k => variances[k])];
        double total = variances.Sum();
        double share = total > 0 ? (variances[order[0]] + variances[order[1]]) / total : 1;
        return new PrincipalComponents(mean, Column(vectors, order[0], size), Column(vectors, order[1], size), share);
    }

    /// <summary>A point's coordinates along both directions.</summary>
    public (double X, double Y) Project(ReadOnlySpan<float> point)
    {
        double x = 0, y = 0;
        for (int k = 0; k < _mean.Length; k++)
        {
            x += (point[k] - _mean[k]) * _first[k];
            y += (point[k] - _mean[k]) * _second[k];
        }
        return (x, y);
    }

    private static (double[] Mean, double[,] Covariance) Moments(ReadOnlySpan<float> points, int size)
    {
        int n = points.Length / size;
        double[] mean = new double[size];
        for (int i = 0; i < n * size; i++)
            mean[i % size] += (double)points[i] / n;
        double[,] covariance = new double[size, size];
        for (int i = 0; i < n; i++)
            for (int a = 0; a < size; a++)
                for (int b = 0; b < size; b++)
                    covariance[a, b] += (points[i * size + a] - mean[a]) * (points[i * size + b] - mean[b]) / n;
        return (mean, covariance);
    }

    /// <summary>Leaves the eigenvalues on the diagonal and returns the eigenvectors as columns.</summary>
    private static double[,] Diagonalise(double[,] matrix, int size)
    {
        double[,] vectors = new double[size, size];
        for (int k = 0; k < size; k++)
            vectors[k, k] = 1;
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            double off = 0, on = 0;
            for (int a = 0; a < size; a++)
                for (int b = 0; b < size; b++)
                    (off, on) = a == b ? (off, on + matrix[a, b] * matrix[a, b]) : (off + matrix[a, b] * matrix[a, b], on);
            if (off <= 1e-24 * on)
                break;
            for (int p = 0; p < size; p++)
                for (int q = p + 1; q < size; q++)
                    Rotate(matrix, vectors, p, q, size);
        }
        return vectors;
    }

    private static void Rotate(double[,] matrix, double[,] vectors, int p, int q, int size)
    {
        if (matrix[p, q] == 0)
            return;
        double theta = (matrix[q, q] - matrix[p, p]) / (2 * matrix[p, q]);
        double t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        double c = 1 / Math.Sqrt(t * t + 1), s = t * c;
        for (int k = 0; k < size; k++)
            (matrix[k, p], matrix[k, q]) = (c * matrix[k, p] - s * matrix[k, q], s * matrix[k, p] + c * matrix[k, q]);
        for (int k = 0; k < size; k++)
            (matrix[p, k], matrix[q, k]) = (c * matrix[p, k] - s * matrix[q, k], s * matrix[p, k] + c * matrix[q, k]);
        for (int k = 0; k < size; k++)
            (vectors[k, p], vectors[k, q]) = (c * vectors[k, p] - s * vectors[k, q], s * vectors[k, p] + c * vectors[k, q]);
    }

    // The sign of an eigenvector is arbitrary. The largest coordinate is made positive, so that the plot is the same every time.
    private static double[] Column(double[,] vectors, int column, int size)
    {
        double[] direction = [.. Enumerable.Range(0, size).Select(k => vectors[k, column])];
        double sign = Math.Sign(direction.MaxBy(Math.Abs));
        return [.. direction.Select(v => v * sign)];
    }
}
