using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Onnx.Proto;
using VaeMl.Scoring;

namespace VaeMl.Onnx;

/// <summary>Restores a model from a file's metadata and initializers. Sizes come from the initializers, whose data the file contains.</summary>
internal static class ModelReader
{
    // Adam changes a parameter by at most 3.2 times the learning rate, which is at most 1, in each of at most 2³¹ steps.
    private const float LargestParameter = 1e10f;

    public static ModelContent Read(GraphProto graph, IReadOnlyDictionary<string, string> entries)
    {
        ModelMetadata metadata = MetadataEntries.MetadataOf(entries);
        Initializers initializers = new(graph);
        FeatureTransform features = FeaturesOf(initializers, entries, metadata);
        NetworkParameters network = NetworkOf(initializers, features, metadata.Options);
        TermMeans termMeans = new(initializers.Vector(ScoreNodes.TermMeansName, features.Count), MetadataEntries.LatentTermMeanOf(entries));
        // The graph of the plug-in score has the noise too, because its Elbo is sampled.
        float[] noise = initializers.Matrix(ScoreNodes.Noise, network.Shape.Latent);
        CheckSizes(metadata.Options, network.Shape);
        Scorer scorer = new(network, features, metadata.Options.Score, noise, termMeans);
        return ScoreProbe.IsFinite(scorer)
            ? new ModelContent(scorer, metadata) : throw new InconsistentModelException("its parameters give scores that are not finite");
    }

    /// <summary>Checks the network against the sizes in the options, where these are given.</summary>
    private static void CheckSizes(VaeOptions options, NetworkShape shape)
    {
        if (options.LatentSize is { } latent && latent != shape.Latent
            || options.HiddenSizes is { } hidden && !hidden.SequenceEqual(shape.EncoderHidden)
            || options.DecoderHiddenSizes is { } decoder && !decoder.SequenceEqual(shape.DecoderHidden))
            throw new InconsistentModelException("the network's sizes are not those of its options");
    }

    private static FeatureTransform FeaturesOf(Initializers initializers, IReadOnlyDictionary<string, string> entries, ModelMetadata metadata)
    {
        int d = metadata.FeatureNames.Count;
        Likelihood[] likelihoods = MetadataEntries.LikelihoodsOf(entries, metadata.Levels);
        return new FeatureTransform(
            likelihoods,
            initializers.Contains(NetworkNodes.LogScales) ? AtLeastZero(initializers, NetworkNodes.LogScales, d) : new float[d],
            likelihoods.Any(l => l.HasVariance) ? AtLeastZero(initializers, NetworkNodes.VarianceFloor, d) : new float[d],
            initializers.Vector(NetworkNodes.Shift, d),
            AtLeastZero(initializers, NetworkNodes.Scale, d),
            initializers.Vector(NetworkNodes.Fill, likelihoods.Sum(l => l.Slots)),
            metadata.Options.Standardize,
            metadata.Schema?.Steps);
    }

    private static float[] AtLeastZero(Initializers initializers, string name, int length)
    {
        float[] values = initializers.Vector(name, length);
        return Array.TrueForAll(values, value => value >= 0)
            ? values : throw new InconsistentModelException($"the initializer '{name}' holds a negative number");
    }

    private static NetworkParameters NetworkOf(Initializers initializers, FeatureTransform features, VaeOptions options)
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
        // The matrices are read before the network is created, so that no more is allocated than the file contains.
        List<(float[] Weights, float[] Bias)> layers =
            [.. Layers(initializers, NetworkNodes.Encoder, shape.EncoderSizes), .. Layers(initializers, NetworkNodes.Decoder, shape.DecoderSizes)];
        NetworkParameters network = NetworkParameters.Create(shape);
        foreach ((Dense layer, (float[] weights, float[] bias)) in network.Encoder.Concat(network.Decoder).Zip(layers))
            layer.Assign(Learned(weights), Learned(bias));
        if (network.LogVariance is { } logVariance)
            Learned(initializers.Vector(NetworkNodes.LogVariances, features.Count)).CopyTo(logVariance.Span);
        return network;
    }

    private static float[] Learned(float[] parameters) => Array.TrueForAll(parameters, value => Math.Abs(value) <= LargestParameter)
        ? parameters : throw new InconsistentModelException("a parameter of the network is larger than training can produce");

    /// <summary>The number of outputs of each layer, from the weights; at least one layer.</summary>
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
