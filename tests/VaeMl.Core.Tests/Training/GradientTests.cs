using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Training;
using VaeMl.Training.BuiltIn;
using VaeMl.Training.Engines;

namespace VaeMl.Tests.Training;

/// <summary>The engine's objective and gradients against the reference in double precision and its finite differences (lecture 2, 4, 5, 7, 8).</summary>
public sealed unsafe class GradientTests
{
    private const int Rows = 45, Features = 6, Latent = 2;

    public static TheoryData<LikelihoodKind, VarianceKind, ActivationKind, int, LatentTermKind, bool> Cases => new()
    {
        { LikelihoodKind.Gaussian, VarianceKind.PerRow, ActivationKind.Silu, 1, LatentTermKind.ClosedForm, false },
        { LikelihoodKind.Gaussian, VarianceKind.PerRow, ActivationKind.Tanh, 3, LatentTermKind.Sampled, true },
        { LikelihoodKind.Gaussian, VarianceKind.PerFeature, ActivationKind.Silu, 2, LatentTermKind.ClosedForm, true },
        { LikelihoodKind.Gaussian, VarianceKind.Shared, ActivationKind.Tanh, 2, LatentTermKind.ClosedForm, false },
        { LikelihoodKind.StudentT, VarianceKind.PerRow, ActivationKind.Silu, 1, LatentTermKind.ClosedForm, true },
        { LikelihoodKind.StudentT, VarianceKind.PerFeature, ActivationKind.Tanh, 2, LatentTermKind.Sampled, false },
        { LikelihoodKind.Bernoulli, VarianceKind.PerRow, ActivationKind.Silu, 1, LatentTermKind.ClosedForm, false },
        { LikelihoodKind.Bernoulli, VarianceKind.PerRow, ActivationKind.Tanh, 2, LatentTermKind.Sampled, true },
        { LikelihoodKind.Auto, VarianceKind.PerRow, ActivationKind.Silu, 2, LatentTermKind.ClosedForm, true },
        { LikelihoodKind.Auto, VarianceKind.Shared, ActivationKind.Silu, 1, LatentTermKind.Sampled, true },
        { LikelihoodKind.Categorical, VarianceKind.PerRow, ActivationKind.Silu, 1, LatentTermKind.ClosedForm, false },
        { LikelihoodKind.Categorical, VarianceKind.PerFeature, ActivationKind.Tanh, 2, LatentTermKind.Sampled, true },
        { LikelihoodKind.Categorical, VarianceKind.Shared, ActivationKind.Silu, 1, LatentTermKind.ClosedForm, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Objective_and_gradients_match_the_reference(
        LikelihoodKind likelihood, VarianceKind variance, ActivationKind activation, int samples, LatentTermKind latentTerm, bool missing)
    {
        VaeOptions options = new()
        {
            Likelihood = likelihood == LikelihoodKind.Categorical ? LikelihoodKind.Auto : likelihood,
            Variance = variance,
            Activation = activation,
            TrainingSamples = samples,
            LatentTerm = latentTerm,
            LatentSize = Latent,
            HiddenSizes = [9, 7],
            BatchSize = Rows,
            RowGradientLimit = double.PositiveInfinity,
            Seed = 11,
        };
        VaeData data = Data(likelihood, missing);
        ResolvedOptions resolved = new(options, Rows, data.SlotCount);
        FeatureTransform features = FeatureTransformFit.Create(data, new DataSummary(data, default), resolved);
        NetworkParameters network = NetworkParameters.Initialize(resolved.ShapeFor(features), 5);
        // Away from the start's zeros, so that every path carries a gradient.
        Jitter(network);
        int[] rows = [.. Enumerable.Range(0, Rows)];
        EngineStep step = new(rows, 3, 0, Beta: 0.7);
        using BuiltInEngine engine = new(new EngineSetup(data, features, network.Clone(), resolved.Options));

        (ElboTerms terms, NetworkParameters gradient) = engine.Gradient(step);

        ElboTerms expected = ReferenceTerms(network);
        double scale = Math.Abs(expected.LogLikelihood) + Math.Abs(expected.LogPrior) + Math.Abs(expected.LogPosterior);
        Assert.Equal(expected.LogLikelihood, terms.LogLikelihood, 1e-5 * scale);
        Assert.Equal(expected.LogPrior, terms.LogPrior, 1e-5 * scale);
        Assert.Equal(expected.LogPosterior, terms.LogPosterior, 1e-5 * scale);
        foreach ((string name, AlignedFloats parameters, AlignedFloats slopes, int[] places) in Parameters(network, gradient))
        {
            double difference = 0, norm = 0;
            foreach (int place in places)
            {
                double finite = FiniteDifference(parameters, place);
                difference += Math.Pow(finite - slopes.Span[place], 2);
                norm += finite * finite;
            }
            Assert.True(Math.Sqrt(difference) <= 1e-3 * Math.Sqrt(norm) + 1e-5, $"{name}: off by {Math.Sqrt(difference)} of {Math.Sqrt(norm)}");
        }

        ElboTerms ReferenceTerms(NetworkParameters at)
        {
            ReferenceVae reference = new(at, features);
            double[] sums = new double[3];
            for (int i = 0; i < Rows; i++)
                for (int sample = 0; sample < samples; sample++)
                {
                    ElboTerms row = reference.Terms(data[i], Noise(i, sample), latentTerm == LatentTermKind.Sampled);
                    sums[0] += row.LogLikelihood / samples;
                    sums[1] += row.LogPrior / samples;
                    sums[2] += row.LogPosterior / samples;
                }
            return new ElboTerms(sums[0], sums[1], sums[2]);
        }

        double FiniteDifference(AlignedFloats parameters, int place)
        {
            float original = parameters.Span[place];
            float up = original + 2e-3f, down = original - 2e-3f;
            // With one variance for all, its d copies move together.
            bool all = variance == VarianceKind.Shared && parameters == network.LogVariance;
            Set(up);
            double above = Loss();
            Set(down);
            double below = Loss();
            Set(original);
            return (above - below) / ((double)up - down);

            void Set(float value)
            {
                if (all)
                    parameters.Span[..Features].Fill(value);
                else
                    parameters.Span[place] = value;
            }
        }

        double Loss()
        {
            ElboTerms at = ReferenceTerms(network);
            return (-at.LogLikelihood + step.Beta * at.LatentTerm) / Rows;
        }

        double[] Noise(int row, int sample)
        {
            int tiles = Tile.CountFor(Rows), slot = sample * tiles + row / Tile.Rows;
            AlignedFloats draws = new(Latent * Tile.Rows);
            Philox.FillNormal(new PhiloxKey(11, RandomPurpose.TrainingNoise, 3), (ulong)(slot * draws.Length / 4), draws.Pointer, draws.Length);
            return [.. Enumerable.Range(0, Latent).Select(j => (double)draws.Span[j * Tile.Rows + row % Tile.Rows])];
        }
    }

    private static VaeData Data(LikelihoodKind likelihood, bool missing)
    {
        Random random = new(2);
        float[][] rows = new float[Rows][];
        for (int i = 0; i < Rows; i++)
        {
            rows[i] = new float[Features];
            for (int j = 0; j < Features; j++)
            {
                double u = random.NextDouble();
                // Auto: even features are binary, odd ones real-valued, of other units. Categorical: the first two and the fifth are categories.
                rows[i][j] = LevelCounts(likelihood)[j] is > 0 and int levels ? (float)Math.Floor(levels * u * u)
                    : likelihood == LikelihoodKind.Bernoulli ? (float)u
                    : likelihood != LikelihoodKind.Gaussian && likelihood != LikelihoodKind.StudentT && j % 2 == 0 ? (u > 0.4 ? 1 : 0)
                    : (float)((u - 0.3) * Math.Pow(10, j - 2));
                if (missing && random.NextDouble() < 0.2)
                    rows[i][j] = float.NaN;
            }
        }
        return new VaeData(rows, null, [.. LevelCounts(likelihood).Select(levels => levels == 0 ? null : Names(levels))]);

        static IReadOnlyList<string> Names(int levels) => [.. Enumerable.Range(0, levels).Select(k => $"level {k}")];
    }

    private static int[] LevelCounts(LikelihoodKind likelihood) => likelihood == LikelihoodKind.Categorical ? [3, 20, 0, 0, 1, 0] : new int[Features];

    private static void Jitter(NetworkParameters network)
    {
        Random random = new(8);
        foreach (Dense layer in network.Encoder.Concat(network.Decoder))
            for (int n = 0; n < layer.Outputs; n++)
            {
                layer.Bias.Span[n] += (float)(0.4 * random.NextDouble() - 0.2);
                for (int k = 0; k < layer.Inputs; k++)
                    layer.Weights.Span[layer.IndexOf(n, k)] += (float)(0.4 * random.NextDouble() - 0.2);
            }
        network.LogVariance?.Span[..Features].Fill(-0.3f);
    }

    private static IEnumerable<(string Name, AlignedFloats Parameters, AlignedFloats Gradient, int[] Places)> Parameters(NetworkParameters network, NetworkParameters gradient)
    {
        Dense[] layers = [.. network.Encoder, .. network.Decoder], slopes = [.. gradient.Encoder, .. gradient.Decoder];
        for (int i = 0; i < layers.Length; i++)
        {
            Dense layer = layers[i];
            int[] weights = [.. from n in Enumerable.Range(0, layer.Outputs) from k in Enumerable.Range(0, layer.Inputs) select layer.IndexOf(n, k)];
            yield return ($"weights of layer {i}", layer.Weights, slopes[i].Weights, weights);
            yield return ($"biases of layer {i}", layer.Bias, slopes[i].Bias, [.. Enumerable.Range(0, layer.Outputs)]);
        }
        if (network.LogVariance is { } logVariance)
            yield return ("log-variances", logVariance, gradient.LogVariance!, [.. Enumerable.Range(0, Features)]);
    }
}
