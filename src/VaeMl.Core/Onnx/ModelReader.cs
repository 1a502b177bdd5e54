using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Onnx.Proto;
using VaeMl.Scoring;

namespace VaeMl.Onnx;

/// <summary>Rebuilds a model from a file's metadata and initializers. Sizes come from the initializers, whose data the file holds.</summary>
internal static class ModelReader
{
    public static VaeModel Read(GraphProto graph, IReadOnlyDictionary<string, string> entries)
    {
        ModelMetadata metadata = MetadataEntries.MetadataOf(entries);
        Initializers initializers = new(graph);
        FeatureModel features = FeaturesOf(initializers, entries, metadata);
        VaeNetwork network = NetworkOf(initializers, features, metadata.Options);
        Baseline baseline = new(initializers.Vector(ScoreNodes.Baselines, features.Count), MetadataEntries.LatentBaselineOf(entries));
        // The plug-in score's graph holds the noise as well: the bound is sampled.
        float[] noise = initializers.Matrix(ScoreNodes.Noise, network.Shape.Latent);
        return new VaeModel(new Scorer(network, features, metadata.Options.Score, noise, baseline), metadata);
    }

    private static FeatureModel FeaturesOf(Initializers initializers, IReadOnlyDictionary<string, string> entries, ModelMetadata metadata)
    {
        int d = metadata.FeatureNames.Count;
        Likelihood[] likelihoods = MetadataEntries.LikelihoodsOf(entries, metadata.Levels);
        return new FeatureModel(
            likelihoods,
            initializers.Contains(NetworkNodes.LogScales) ? initializers.Vector(NetworkNodes.LogScales, d) : new float[d],
            likelihoods.Any(l => l.HasVariance) ? initializers.Vector(NetworkNodes.VarianceFloor, d) : new float[d],
            initializers.Vector(NetworkNodes.Shift, d),
            initializers.Vector(NetworkNodes.Scale, d),
            initializers.Vector(NetworkNodes.Fill, likelihoods.Sum(l => l.Slots)),
            metadata.Options.Standardize,
            metadata.Schema?.Steps);
    }

    private static VaeNetwork NetworkOf(Initializers initializers, FeatureModel features, VaeOptions options)
    {
        List<int> encoder = SizesOf(initializers, NetworkNodes.Encoder), decoder = SizesOf(initializers, NetworkNodes.Decoder);
        NetworkShape shape = new(
            features.Count,
            features.SlotCount,
            encoder[^1] / 2,
            encoder[..^1],
            decoder[..^1],
            options.Activation,
            DecodesVariance: features.HasVariance && options.Variance == VarianceKind.PerRow,
            HasFixedVariance: features.HasVariance && options.Variance != VarianceKind.PerRow);
        if (encoder[^1] != shape.EncoderSizes[^1] || decoder[^1] != shape.DecoderSizes[^1])
            throw new InconsistentModelException("the network's outputs do not fit its options");
        // The matrices are read before the network is made: only what the file holds is allocated.
        List<(float[] Weights, float[] Bias)> layers =
            [.. Layers(initializers, NetworkNodes.Encoder, shape.EncoderSizes), .. Layers(initializers, NetworkNodes.Decoder, shape.DecoderSizes)];
        VaeNetwork network = VaeNetwork.Create(shape);
        foreach ((Dense layer, (float[] weights, float[] bias)) in network.Encoder.Concat(network.Decoder).Zip(layers))
            layer.Assign(weights, bias);
        if (network.LogVariance is { } logVariance)
            initializers.Vector(NetworkNodes.LogVariances, features.Count).CopyTo(logVariance.Span);
        return network;
    }

    /// <summary>The outputs of each layer, from their weights; at least one layer.</summary>
    private static List<int> SizesOf(Initializers initializers, string chain)
    {
        List<int> sizes = [];
        do
            sizes.Add(initializers.RowsOf(NetworkNodes.WeightName(chain, sizes.Count)));
        while (initializers.Contains(NetworkNodes.WeightName(chain, sizes.Count)));
        return sizes;
    }

    private static IEnumerable<(float[] Weights, float[] Bias)> Layers(Initializers initializers, string chain, IReadOnlyList<int> sizes) =>
        Enumerable.Range(0, sizes.Count - 1).Select(i => (
            initializers.Matrix(NetworkNodes.WeightName(chain, i), sizes[i]),
            initializers.Vector(NetworkNodes.BiasName(chain, i), sizes[i + 1])));
}
