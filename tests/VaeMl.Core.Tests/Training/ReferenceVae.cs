using VaeMl.Likelihoods;
using VaeMl.Networks;

namespace VaeMl.Tests.Training;

/// <summary>
/// The lecture's objective written out in double precision, row by row: the oracle of the vectorised engine. Reads the weights of a network,
/// knows nothing of tiles, panels or lanes.
/// </summary>
internal sealed class ReferenceVae(NetworkParameters network, FeatureTransform features)
{
    private readonly NetworkShape _shape = network.Shape;

    /// <summary>The three terms of one row for given noise: 7a at z, 7b and 7c in closed form or at z.</summary>
    public ElboTerms Terms(ReadOnlySpan<float> row, double[] noise, bool sampledLatent)
    {
        (double[] mean, double[] logVariance) = Encode(row);
        double[] z = [.. mean.Select((m, j) => m + Math.Exp(logVariance[j] / 2) * noise[j])];
        double prior = 0, posterior = 0;
        for (int j = 0; j < z.Length; j++)
        {
            double second = sampledLatent ? z[j] * z[j] : mean[j] * mean[j] + Math.Exp(logVariance[j]);
            prior -= 0.5 * (Math.Log(Math.Tau) + second);
            posterior -= 0.5 * (Math.Log(Math.Tau) + logVariance[j] + (sampledLatent ? noise[j] * noise[j] : 1));
        }
        return new ElboTerms(FeatureTerms(row, z).Sum(term => -term), prior, posterior);
    }

    /// <summary>−log p(xⱼ|z) of each feature, 0 where missing, in nats of the data as given.</summary>
    public double[] FeatureTerms(ReadOnlySpan<float> row, double[] z)
    {
        double[] output = Run(network.Decoder, z);
        double[] terms = new double[row.Length];
        for (int j = 0; j < row.Length; j++)
        {
            if (float.IsNaN(row[j]))
                continue;
            double x = Standardized(row[j], j);
            double second = _shape.DecodesVariance ? output[_shape.Slots + j] : network.LogVariance?.Span[j] ?? 0;
            int slot = features.FirstSlots[j];
            terms[j] = features.Likelihoods[j].Name switch
            {
                "gaussian" => Gaussian(x, output[slot], second, features.VarianceFloor[j]) + Math.Log(features.Scale[j]),
                "studentT" => StudentT(x, output[slot], second, features.VarianceFloor[j]) + Math.Log(features.Scale[j]),
                "categorical" => Math.Log(output[slot..(slot + features.Likelihoods[j].Levels)].Sum(Math.Exp)) - output[slot + (int)x],
                _ => Math.Max(output[slot], 0) + Math.Log(1 + Math.Exp(-Math.Abs(output[slot]))) - x * output[slot],
            };
        }
        return terms;
    }

    /// <summary>The decoder's means in the data's units, of features that have a variance and no logarithmic scale.</summary>
    public double[] Means(double[] z)
    {
        double[] output = Run(network.Decoder, z);
        return [.. Enumerable.Range(0, features.Count).Select(j => output[features.FirstSlots[j]] * features.Scale[j] + features.Shift[j])];
    }

    public (double[] Mean, double[] LogVariance) Encode(ReadOnlySpan<float> row)
    {
        List<double> input = [];
        for (int j = 0; j < row.Length; j++)
            for (int level = 0; level < features.Likelihoods[j].Slots; level++)
                input.Add(float.IsNaN(row[j]) ? features.Fill[input.Count]
                    : features.Likelihoods[j].Levels > 0 ? (row[j] == level ? 1 : 0)
                    : Math.Clamp(Standardized(row[j], j), -features.EncoderLimit, features.EncoderLimit));
        double[] head = Run(network.Encoder, [.. input]);
        return (head[.._shape.Latent], [.. head[_shape.Latent..].Select(l => Math.Clamp(l, -12, 6))]);
    }

    private double Standardized(float value, int feature) => ((double)value - features.Shift[feature]) / features.Scale[feature];

    private static double Gaussian(double x, double mean, double logVariance, double floor)
    {
        double variance = floor + Math.Exp(Math.Clamp(logVariance, -15, 6));
        return 0.5 * (Math.Log(Math.Tau) + Math.Log(variance) + (x - mean) * (x - mean) / variance);
    }

    /// <summary>By the density of MathNet's t distribution.</summary>
    private static double StudentT(double x, double location, double logScale, double floor) =>
        -MathNet.Numerics.Distributions.StudentT.PDFLn(location, Math.Sqrt(floor + Math.Exp(Math.Clamp(logScale, -15, 6))), 4, x);

    private double[] Run(IReadOnlyList<Dense> layers, double[] x)
    {
        foreach (Dense layer in layers)
        {
            double[] y = new double[layer.Outputs];
            for (int n = 0; n < y.Length; n++)
            {
                y[n] = layer.Bias.Span[n];
                for (int k = 0; k < x.Length; k++)
                    y[n] += layer.Weights.Span[layer.IndexOf(n, k)] * x[k];
            }
            x = layer == layers[^1] ? y : [.. y.Select(Activate)];
        }
        return x;
    }

    private double Activate(double a) => _shape.Activation switch
    {
        ActivationKind.Relu => Math.Max(a, 0),
        ActivationKind.Silu => a / (1 + Math.Exp(-a)),
        _ => Math.Tanh(a),
    };
}
