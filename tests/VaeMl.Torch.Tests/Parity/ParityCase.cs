using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Training;
using VaeMl.Training.BuiltIn;
using VaeMl.Training.Engines;

namespace VaeMl.Torch.Tests.Parity;

/// <summary>One setting in which both engines start from the same weights and take the same batches and noise.</summary>
internal sealed class ParityCase
{
    public const int RowCount = 300;
    private const int BatchSize = 75;
    private readonly VaeData _data;
    private readonly FeatureTransform _features;
    private readonly VaeOptions _options;
    private readonly NetworkParameters _initial;

    /// <param name="options">The objective.</param>
    /// <param name="missing">The share of values missing.</param>
    /// <param name="spread">A factor on the encoder's last layer, and its root on the decoder's; a large one drives log-variances out of their ranges.</param>
    /// <param name="data">The rows, or null for such as suit the likelihood.</param>
    public ParityCase(VaeOptions options, double missing, float spread = 1, VaeData? data = null)
    {
        _data = data ?? (options.Likelihood == LikelihoodKind.Bernoulli ? Rows.Unit(RowCount, 3, missing) : Rows.Mixed(RowCount, 3, missing));
        ResolvedOptions resolved = new(
            options with { LatentSize = 3, HiddenSizes = [20, 12], BatchSize = BatchSize, Seed = 11 }, RowCount, _data.SlotCount);
        _options = resolved.Options;
        _features = FeatureTransformFit.Create(_data, new DataSummary(_data, default), resolved);
        _initial = NetworkParameters.Initialize(resolved.ShapeFor(_features), 5);
        Jitter(_initial);
        Spread(_initial.Encoder[^1], spread);
        Spread(_initial.Decoder[^1], MathF.Sqrt(spread));
    }

    public BuiltInEngine BuiltIn() => new(Task());

    public TorchEngine Torch() => new(Task(), new DeviceName(false, null));

    /// <summary>A step on other rows each time.</summary>
    public static EngineStep Step(int number)
    {
        int[] rows = [.. Enumerable.Range(0, RowCount)];
        new Random(number).Shuffle(rows);
        return new EngineStep(rows.AsMemory(0, BatchSize), number, LearningRate: 2e-3, Beta: 0.7);
    }

    private EngineSetup Task() => new(_data, _features, _initial.Clone(), _options);

    private static void Spread(Dense layer, float factor) =>
        layer.Assign([.. layer.WeightsRowMajor().Select(weight => factor * weight)], [.. layer.Bias.Span[..layer.Outputs].ToArray().Select(bias => factor * bias)]);

    /// <summary>Away from the start's zeros, so that every path carries a gradient.</summary>
    private static void Jitter(NetworkParameters network)
    {
        Random random = new(8);
        foreach (Dense layer in network.Encoder.Concat(network.Decoder))
        {
            float[] weights = [.. layer.WeightsRowMajor().Select(weight => weight + (float)(0.4 * random.NextDouble() - 0.2))];
            float[] biases = [.. Enumerable.Range(0, layer.Outputs).Select(_ => (float)(0.4 * random.NextDouble() - 0.2))];
            layer.Assign(weights, biases);
        }
        network.LogVariance?.Span[..network.Shape.Features].Fill(-0.3f);
    }
}
