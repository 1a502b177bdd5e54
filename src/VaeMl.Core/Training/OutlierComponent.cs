using VaeMl.Likelihoods;

namespace VaeMl.Training;

/// <summary>
/// A broad distribution p_out for rows that belong to no regime: the product of the features' marginal distributions over the training set. How much more likely the
/// network finds a row than this shows what it has learned about the row.
/// </summary>
/// <remarks>
/// Bernoulli features use their mean, categories their level frequencies. Numeric features use Student's t with ν = 4 around the median, with a scale
/// from the 16 and 84 % quantiles.
/// </remarks>
internal sealed class OutlierComponent
{
    private const int MostRows = 16_384;

    // If most values are equal, the others would be infinitely unlikely. Hence at least a twentieth of the standard deviation, and a probability of one in a thousand.
    private const double LeastScale = 0.05, LeastProbability = 1e-3;
    private readonly StudentTLikelihood _studentT = new();
    private readonly FeatureTransform _features;
    private readonly double[] _location;
    private readonly double[] _scale;
    private readonly double[]?[] _levelTerms;

    /// <param name="data">The table.</param>
    /// <param name="rows">The training rows.</param>
    /// <param name="features">Likelihoods and scaling.</param>
    public OutlierComponent(VaeData data, int[] rows, FeatureTransform features)
    {
        _features = features;
        (_location, _scale) = (new double[features.Count], new double[features.Count]);
        _levelTerms = new double[]?[features.Count];
        for (int j = 0; j < features.Count; j++)
        {
            int feature = j;
            if (features.Likelihoods[j].Levels is > 0 and int levels)
            {
                _levelTerms[j] = LevelTerms(FeatureSample.Draw(data, rows, j, MostRows), levels);
                continue;
            }
            double[] values = [.. FeatureSample.Draw(data, rows, j, MostRows).Select(value => (double)features.ToNetwork(feature, (float)value)).Order()];
            if (values.Length == 0)
                values = [features.Fill[features.FirstSlots[j]]];
            if (features.Likelihoods[j].HasVariance)
                (_location[j], _scale[j]) = (At(0.5), Math.Max(LeastScale, (At(0.84) - At(0.16)) / 2));
            else
                _location[j] = Math.Clamp(values.Average(), LeastProbability, 1 - LeastProbability);

            double At(double share) => values[(int)(share * (values.Length - 1))];
        }
    }

    /// <summary>−log p_out of each row's observed values, in nats, in the same units as the network's bound.</summary>
    /// <param name="data">The table.</param>
    /// <param name="rows">The requested rows.</param>
    /// <param name="threads">The number of threads, or null for the number of processors.</param>
    /// <param name="cancellation">Stops the computation.</param>
    public double[] NegativeLogs(VaeData data, int[] rows, int? threads, CancellationToken cancellation)
    {
        double[] sums = new double[rows.Length];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, rows.Length, parallel, i => sums[i] = NegativeLog(data[rows[i]]));
        return sums;
    }

    /// <summary>−log of the frequency of each level.</summary>
    private static double[] LevelTerms(List<double> values, int levels)
    {
        double[] shares = new double[levels];
        foreach (double level in values)
            shares[(int)level] += 1.0 / values.Count;
        double sum = shares.Sum(share => Math.Max(share, LeastProbability));
        return [.. shares.Select(share => -Math.Log(Math.Max(share, LeastProbability) / sum))];
    }

    private double NegativeLog(ReadOnlySpan<float> row)
    {
        double sum = 0;
        for (int j = 0; j < row.Length; j++)
        {
            if (float.IsNaN(row[j]))
                continue;
            if (_levelTerms[j] is { } terms)
            {
                sum += terms[(int)row[j]];
                continue;
            }
            double s = _features.ToNetwork(j, row[j]);
            if (_features.Likelihoods[j].HasVariance)
            {
                double u = (s - _location[j]) / _scale[j];
                sum += _studentT.Constant + StudentTLikelihood.HalfNext * Math.Log(1 + u * u / StudentTLikelihood.DegreesOfFreedom)
                    + Math.Log(_scale[j]) + _features.LogUnit(j);
            }
            else
            {
                sum -= s * Math.Log(_location[j]) + (1 - s) * Math.Log(1 - _location[j]);
            }
        }
        return sum;
    }
}
