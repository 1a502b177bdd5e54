using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Training;
using VaeMl.Training.BuiltIn;
using VaeMl.Training.Engines;

namespace VaeMl.Tests.Training;

/// <summary>Where gradients are cut on purpose.</summary>
public sealed class GradientLimitTests
{
    private const int Latent = 2;

    [Theory]
    [InlineData(VarianceKind.PerRow, 1)]
    [InlineData(VarianceKind.PerRow, 10)]
    [InlineData(VarianceKind.PerFeature, 1)]
    [InlineData(VarianceKind.PerFeature, 10)]
    public void A_wild_rows_gradient_at_the_decoders_output_is_scaled_down_to_the_limit(VarianceKind variance, double limit)
    {
        float[][] rows = [.. Models.Rows(60)];
        rows[7][3] = 500;
        double[] free = OutputGradient(7, double.PositiveInfinity), cut = OutputGradient(7, limit), usual = OutputGradient(8, double.PositiveInfinity);
        double norm = Math.Sqrt(free.Sum(g => g * g));
        Assert.True(norm > 1.5 * limit, $"{norm} nats");
        Assert.All(free.Zip(cut), pair => Assert.Equal(pair.First * limit / norm, pair.Second, 1e-4 * limit));
        // One below the limit stays as it is.
        Assert.Equal(usual, OutputGradient(8, 2 * Math.Sqrt(usual.Sum(g => g * g))));

        // With a batch of one row, the gradient of the last biases is the one at the outputs.
        double[] OutputGradient(int row, double rowLimit)
        {
            NetworkParameters gradient = Gradient(new VaeData(rows), [row], new VaeOptions { RowGradientLimit = rowLimit, Variance = variance });
            Dense last = gradient.Decoder[^1];
            return [.. Enumerable.Range(0, last.Outputs).Select(n => (double)last.Bias.Span[n]), .. gradient.LogVariance is { } fixedOnes ? Enumerable.Range(0, 5).Select(j => (double)fixedOnes.Span[j]) : []];
        }
    }

    [Theory]
    [InlineData(LatentTermKind.ClosedForm, -14)]
    [InlineData(LatentTermKind.ClosedForm, 8)]
    [InlineData(LatentTermKind.Sampled, -14)]
    [InlineData(LatentTermKind.Sampled, 8)]
    public void No_gradient_passes_where_the_posteriors_variance_is_clamped(LatentTermKind kind, float logVariance)
    {
        VaeOptions options = new() { LatentTerm = kind };
        VaeData data = new(Models.Rows(40));
        int[] rows = [.. Enumerable.Range(0, 40)];
        Dense free = Head(0), clamped = Head(logVariance);
        for (int n = 0; n < 2 * Latent; n++)
        {
            Assert.NotEqual(0, free.Bias.Span[n]);
            // The means go on learning.
            Assert.Equal(n < Latent, clamped.Bias.Span[n] != 0);
            for (int k = 0; k < clamped.Inputs; k++)
                Assert.Equal(n < Latent, clamped.Weights.Span[clamped.IndexOf(n, k)] != 0);
        }

        Dense Head(float bias) => Gradient(data, rows, options, network => network.Encoder[^1].Bias.Span.Slice(Latent, Latent).Fill(bias)).Encoder[^1];
    }

    private static NetworkParameters Gradient(VaeData data, int[] rows, VaeOptions options, Action<NetworkParameters>? change = null)
    {
        ResolvedOptions resolved = new(options with { LatentSize = Latent, HiddenSizes = [6] }, data.Count, data.SlotCount);
        FeatureTransform features = FeatureTransformFit.Create(data, new DataSummary(data, default), resolved);
        NetworkParameters network = NetworkParameters.Initialize(resolved.ShapeFor(features), 5);
        change?.Invoke(network);
        using BuiltInEngine engine = new(new EngineSetup(data, features, network, resolved.Options));
        return engine.Gradient(new EngineStep(rows, 1, 0, Beta: 1)).Gradient;
    }
}
