namespace VaeMl.Benchmarks.Streaming;

/// <summary>Rows without end, made when they are asked for: four hidden causes, each feature a mixture of them with noise, one row in a hundred with two features out of step.</summary>
/// <param name="features">The number of features.</param>
internal sealed class StreamingRows(int features)
{
    private const int Causes = 4, AnomalyEvery = 100;
    private const double Noise = 0.3;
    private readonly double[] _weights = Weights(features);

    /// <summary>Makes rows that follow each other.</summary>
    /// <param name="seed">The seed; another one gives other rows of the same kind.</param>
    /// <param name="first">The first row's number.</param>
    /// <param name="rows">Gets them.</param>
    public void Make(int seed, int first, Span<float> rows)
    {
        // A generator for each block, so that any block can be made again by itself.
        Random random = new(HashCode.Combine(seed, first));
        Span<double> causes = stackalloc double[Causes];
        for (int i = 0; i < rows.Length / features; i++)
        {
            foreach (ref double cause in causes)
                cause = Normal(random);
            Span<float> row = rows.Slice(i * features, features);
            for (int j = 0; j < features; j++)
            {
                double sum = Noise * Normal(random);
                for (int k = 0; k < Causes; k++)
                    sum += _weights[j * Causes + k] * causes[k];
                row[j] = (float)sum;
            }
            if (IsAnomaly(first + i))
                (row[0], row[features / 2]) = (-2 * row[0] - 1, 1 - 2 * row[features / 2]);
        }
    }

    public static bool IsAnomaly(int row) => row % AnomalyEvery == AnomalyEvery - 1;

    private static double[] Weights(int features)
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, features * Causes).Select(_ => Normal(random) / Math.Sqrt(Causes))];
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
}
