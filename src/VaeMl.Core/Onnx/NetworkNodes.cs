using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Scoring;

namespace VaeMl.Onnx;

/// <summary>The nodes of the input, the encoder and the decoder, as defined in <see cref="TileLoader"/> and <see cref="InferencePass"/>.</summary>
internal sealed class NetworkNodes
{
    /// <summary>Names of initializers, which the reader looks up.</summary>
    public const string LogScales = "log_scale", Shift = "shift", Scale = "scale", Fill = "fill", LogVariances = "log_variance", VarianceFloor = "variance_floor";

    /// <summary>The prefixes of the layers' names.</summary>
    public const string Encoder = "encoder", Decoder = "decoder";

    private readonly OnnxGraph _graph;
    private readonly NetworkParameters _network;
    private readonly FeatureTransform _features;
    private readonly string _scaled;

    /// <param name="graph">The graph.</param>
    /// <param name="scorer">Scales, likelihoods and parameters.</param>
    /// <param name="x">float [N, d]: the features, NaN for missing.</param>
    public NetworkNodes(OnnxGraph graph, Scorer scorer, string x)
    {
        (_graph, _network, _features) = (graph, scorer.Network, scorer.Features);
        int q = _network.Shape.Latent;
        Missing = graph.IsNaN(x);
        Usable = UsableRows(x);
        string centred = graph.Sub(OnScale(x), ShiftVector);
        // ONNX Runtime 1.31 fuses a reciprocal and its product into one division. For a single feature that is neither shifted nor scaled, it then loses the
        // preceding nodes, unless the operand is the input itself.
        string reciprocal = _features.Scale is [1] && !graph.IsInput(x) ? ScaleVector : graph.Div(graph.Constant(1), ScaleVector);
        _scaled = graph.Mul(centred, reciprocal);
        string head = Forward(EncoderInput, _network.Encoder, Encoder);
        Mean = graph.Slice(head, 0, q);
        LogVariance = graph.Clip(graph.Slice(head, q, 2 * q), PosteriorLogVariance.LowestLogVariance, PosteriorLogVariance.HighestLogVariance);
    }

    /// <summary>bool [N, d]: where the input is NaN.</summary>
    public string Missing { get; }

    /// <summary>bool [N, 1]: whether the row can be scored.</summary>
    public string Usable { get; }

    /// <summary>[N, d]: the values that the likelihood uses, in the network's units; some finite value where missing.</summary>
    public string Target => _features.HasCategories
        ? _graph.Where(Missing, _graph.Constant(0), _graph.Clip(_scaled, -FeatureTransform.LargestValue, FeatureTransform.LargestValue))
        : Filled(FeatureTransform.LargestValue);

    /// <summary>[N, q]: μ.</summary>
    public string Mean { get; }

    /// <summary>[N, q]: log σ², clamped.</summary>
    public string LogVariance { get; }

    /// <summary>[d]: the scale from the network's units to the data's.</summary>
    public string ScaleVector => _graph.Parameter(Scale, _features.Scale, _features.Count);

    /// <summary>[d]: the shift that is subtracted from the data.</summary>
    public string ShiftVector => _graph.Parameter(Shift, _features.Shift, _features.Count);

    /// <summary>[d]: c for features on the logarithmic scale, 0 for the others.</summary>
    private string LogScaleVector => _graph.Parameter(LogScales, _features.LogScales, _features.Count);

    /// <summary>[d]: the smallest variances.</summary>
    public string VarianceFloors => _graph.Parameter(VarianceFloor, _features.VarianceFloor, _features.Count);

    public static string WeightName(string chain, int layer) => FormattableString.Invariant($"{chain}.{layer}.weight");

    public static string BiasName(string chain, int layer) => FormattableString.Invariant($"{chain}.{layer}.bias");

    /// <summary>The decoder's output for z [M, q]: [M, D] or, with decoded variances, [M, D + d].</summary>
    public string Decode(string z) => Forward(z, _network.Decoder, Decoder);

    /// <summary>The means or logits, [.., D], from the last axis of a decoder output.</summary>
    public string First(string decoded) => _network.Shape.DecodesVariance ? _graph.Slice(decoded, 0, _features.SlotCount) : decoded;

    /// <summary>The log-variances, [.., d], likewise. Without them, a placeholder that no likelihood uses.</summary>
    public string Second(string decoded)
    {
        int d = _features.Count, slots = _features.SlotCount;
        if (_network.Shape.DecodesVariance)
            return _graph.Slice(decoded, slots, slots + d);
        return _network.LogVariance is { } fixedOnes ? _graph.Parameter(LogVariances, fixedOnes.Span[..d], d) : decoded;
    }

    /// <summary>Applies the nodes of each feature's likelihood.</summary>
    public string ByLikelihood(Func<Likelihood, string> emit)
    {
        Likelihood[] kinds = [.. _features.Likelihoods.DistinctBy(likelihood => likelihood.Name)];
        string value = emit(kinds[0]);
        foreach (Likelihood kind in kinds[1..])
        {
            string mask = _graph.Mask("is_" + kind.Name, [.. _features.Likelihoods.Select(likelihood => likelihood.Name == kind.Name)]);
            value = _graph.Where(mask, emit(kind), value);
        }
        return value;
    }

    /// <summary>Converts from the network's units to the data's.</summary>
    public string InDataUnits(string values)
    {
        string t = _graph.Add(_graph.Mul(values, ScaleVector), ShiftVector);
        if (!_features.HasLogScale)
            return OnGrid(t);
        string inverse = _graph.Mul(_graph.Sinh(_graph.Clip(t, -LogScale.LargestValue, LogScale.LargestValue)), LogScaleVector);
        return OnGrid(_graph.Where(_graph.Greater(LogScaleVector, 0), inverse, t));
    }

    /// <summary>Rounds values in the data's units to the grid, where there is one. It uses double precision, like the steps.</summary>
    private string OnGrid(string values)
    {
        if (!_features.HasSteps)
            return values;
        string steps = _graph.Numbers("step", (ReadOnlySpan<double>)[.. _features.Steps.Select(step => step > 0 ? step : 1)]);
        string nearest = _graph.ToFloat(_graph.Mul(_graph.Round(_graph.Div(_graph.ToDouble(values), steps)), steps));
        return _graph.Where(_graph.Mask("is_on_grid", [.. _features.Steps.Select(step => step > 0)]), nearest, values);
    }

    /// <summary>[N, d]: features with a logarithmic scale on that scale, the others unchanged.</summary>
    private string OnScale(string x)
    {
        if (!_features.HasLogScale)
            return x;
        string ratio = _graph.Div(x, LogScaleVector), size = _graph.Min(_graph.Abs(ratio), LogScale.LargestRatio);
        string root = _graph.Sqrt(_graph.Add(_graph.Mul(size, size), _graph.Constant(1)));
        return _graph.Where(_graph.Greater(LogScaleVector, 0), _graph.Mul(_graph.Sign(ratio), _graph.Log(_graph.Add(size, root))), x);
    }

    private string UsableRows(string x)
    {
        string missing = _graph.Sum(_graph.ToFloat(Missing), 1, keep: true);
        string infinite = _graph.Sum(_graph.ToFloat(_graph.IsInfinite(x)), 1, keep: true);
        return _graph.And(_graph.Less(missing, _features.Count), _graph.Less(infinite, 1));
    }

    /// <summary>[N, D]: clipped numbers and one-hot encoded categories, with missing values imputed.</summary>
    private string EncoderInput => _features.HasCategories
        ? new CategoryNodes(_graph, _features).Input(_scaled, Missing, _features.EncoderLimit)
        : Filled(_features.EncoderLimit);

    private string Filled(float limit) =>
        _graph.Where(Missing, _graph.Parameter(Fill, _features.Fill, _features.Count), _graph.Clip(_scaled, -limit, limit));

    private string Forward(string x, IReadOnlyList<Dense> layers, string name)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            Dense layer = layers[i];
            string weights = _graph.Parameter(WeightName(name, i), layer.WeightsRowMajor(), layer.Outputs, layer.Inputs);
            string bias = _graph.Parameter(BiasName(name, i), layer.Bias.Span[..layer.Outputs], layer.Outputs);
            x = _graph.Dense(x, weights, bias);
            if (i < layers.Count - 1)
                x = Activate(x);
        }
        return x;
    }

    private string Activate(string a) => _network.Shape.Activation switch
    {
        ActivationKind.Relu => _graph.Relu(a),
        ActivationKind.Silu => _graph.Mul(a, _graph.Sigmoid(a)),
        ActivationKind.Tanh => _graph.Tanh(a),
        ActivationKind other => throw new InvalidOperationException($"Unknown activation {other}."),
    };
}
