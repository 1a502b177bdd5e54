using VaeMl.Likelihoods;

namespace VaeMl.Training;

/// <summary>
/// A broad distribution for rows that belong to no regime, p_out: every feature by itself, as it is over all training rows. What a network has
/// learned of a row shows in how much likelier than this it finds the row.
/// </summary>
/// <remarks>Bernoulli features have their mean, categories their levels' frequencies; numbers Student's t with ν = 4 about the median, its scale from the 16 and 84 % quantiles.</remarks>
internal sealed class OutlierComponent
{
    private const int MostRows = 16_384;

    // Where most values are equal, the others would be infinitely unlikely: at least a twentieth of the standard deviation, and one row in a thousand.
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

    /// <summary>−log p_out of what is observed of each row, in nats of the units that the network's bound is in.</summary>
    /// <param name="data">The table.</param>
    /// <param name="rows">The rows asked for.</param>
    /// <param name="threads">How many threads, or null for as many as there are processors.</param>
    /// <param name="cancellation">Stops it.</param>
    public double[] NegativeLogs(VaeData data, int[] rows, int? threads, CancellationToken cancellation)
    {
        double[] sums = new double[rows.Length];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, rows.Length, parallel, i => sums[i] = NegativeLog(data[rows[i]]));
        return sums;
    }

    /// <summary>−log of each level's frequency.</summary>
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
