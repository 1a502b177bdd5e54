using VaeMl.Scoring;

namespace VaeMl.Onnx;

/// <summary>
/// The nodes of bound, score and contributions, as defined in <see cref="TileScore"/>. The K samples are an axis, [N, K, ·], which is left out for
/// K = 1. The number of nodes does not grow with K.
/// </summary>
internal sealed class ScoreNodes(OnnxGraph graph, Scorer scorer, NetworkNodes network)
{
    /// <summary>Names of initializers, which the reader looks up.</summary>
    public const string Noise = "noise", TermMeansName = "baseline", Constants = "constant";

    private readonly int _samples = scorer.Samples;
    private readonly int _latent = scorer.Network.Shape.Latent;
    private readonly int _features = scorer.Features.Count;

    /// <summary>[N, 1]: the evidence lower bound.</summary>
    public string Elbo => graph.Neg(scorer.Kind == ScoreKind.ImportanceWeighted ? NegativeImportanceWeightedBound : NegativeSampledBound);

    /// <summary>[N, 1]: the score, before rows that cannot be scored are set to NaN.</summary>
    public string Score => graph.Add(ObservedScore, graph.Sum(graph.Where(network.Missing, TermMeans, graph.Constant(0)), 1, keep: true));

    /// <summary>[N, d]: each feature's term minus its mean over the training set.</summary>
    public string Contributions => graph.Where(network.Missing, graph.Constant(0), graph.Sub(FeatureTerms, TermMeans));

    /// <summary>[N, 1]: the latent term minus its mean over the training set.</summary>
    public string LatentContribution => graph.Sub(LatentTerm, graph.Constant(scorer.TermMeans.Latent));

    private string TermMeans => graph.Parameter(TermMeansName, scorer.TermMeans.Features, _features);

    /// <summary>[N, 1]: the score of the observed features.</summary>
    private string ObservedScore => scorer.Kind switch
    {
        ScoreKind.ImportanceWeighted => NegativeImportanceWeightedBound,
        ScoreKind.PlugIn => graph.Add(graph.Sum(TermsAtMean, 1, keep: true), Kl),
        _ => NegativeSampledBound,
    };

    /// <summary>[N, 1]: the mean over samples of Σ terms, plus the KL term.</summary>
    private string NegativeSampledBound => graph.Add(Average(Sum(SampledTerms)), Kl);

    /// <summary>[N, d]: the terms that add up to the observed score without the latent term.</summary>
    private string FeatureTerms => scorer.Kind switch
    {
        ScoreKind.PlugIn => TermsAtMean,
        ScoreKind.ImportanceWeighted when _samples == 1 => SampledTerms,
        ScoreKind.ImportanceWeighted => graph.Sum(graph.Mul(SampledTerms, graph.Unsqueeze(Weights, 2)), 1, keep: false),
        _ when _samples == 1 => SampledTerms,
        _ => graph.Mul(graph.Sum(SampledTerms, 1, keep: false), 1f / _samples),
    };

    /// <summary>[N, 1]: the part of the observed score that is not in the features' terms.</summary>
    private string LatentTerm => scorer.Kind == ScoreKind.ImportanceWeighted
        ? graph.Sub(NegativeImportanceWeightedBound, graph.Sum(graph.Mul(Sum(SampledTerms), Weights), 1, keep: true))
        : Kl;

    /// <summary>[N, 1]: KL(q(z|x) ‖ N(0, I)).</summary>
    private string Kl
    {
        get
        {
            string variance = graph.Exp(network.LogVariance);
            string sum = graph.Add(graph.Mul(network.Mean, network.Mean), variance);
            string each = graph.Sub(graph.Sub(sum, network.LogVariance), graph.Constant(1));
            return graph.Mul(graph.Sum(each, 1, keep: true), 0.5f);
        }
    }

    /// <summary>[K, q]: the fixed samples.</summary>
    private string NoiseMatrix => graph.Parameter(Noise, scorer.Noise, _samples, _latent);

    /// <summary>[N, q] or [N, K, q]: z = μ + σu.</summary>
    private string Z => graph.Add(Spread(network.Mean), graph.Mul(Spread(graph.Exp(graph.Mul(network.LogVariance, 0.5f))), NoiseMatrix));

    /// <summary>[N, d] or [N, K, d]: each feature's term at every sample; 0 where missing.</summary>
    private string SampledTerms => field ??= TermsAtSamples();

    /// <summary>[N, d]: each feature's term at z = μ.</summary>
    private string TermsAtMean => field ??= Terms(network.Decode(network.Mean), network.Target, network.Missing, 1);

    /// <summary>[N, K]: log p(x, z)/q(z|x) of each sample.</summary>
    private string LogWeights
    {
        get
        {
            string u = NoiseMatrix;
            string each = graph.Sub(graph.Add(graph.Mul(u, u), Spread(network.LogVariance)), graph.Mul(Z, Z));
            return graph.Sub(graph.Mul(Sum(each), 0.5f), Sum(SampledTerms));
        }
    }

    /// <summary>[N, 1]: the largest of the log weights.</summary>
    // If all are −∞, −∞ − −∞ would be NaN.
    private string LargestLogWeight => graph.Max(graph.ReduceMax(LogWeights, 1), float.MinValue);

    /// <summary>[N, K]: weights relative to the largest.</summary>
    private string RelativeWeights => graph.Exp(graph.Sub(LogWeights, LargestLogWeight));

    /// <summary>[N, 1]: the sum of the relative weights.</summary>
    private string WeightSum => graph.Sum(RelativeWeights, 1, keep: true);

    /// <summary>[N, K]: weights that sum to 1.</summary>
    private string Weights => graph.Div(RelativeWeights, WeightSum);

    /// <summary>[N, 1]: −log (1/K) Σ w.</summary>
    private string NegativeImportanceWeightedBound => graph.Neg(graph.Add(LargestLogWeight, graph.Log(graph.Mul(WeightSum, 1f / _samples))));

    private string TermsAtSamples()
    {
        if (_samples == 1)
            return Terms(network.Decode(Z), network.Target, network.Missing, 1);
        // For the decoder, samples are joined with the batch, because its layers are matrix products.
        string decoded = network.Decode(graph.Reshape(Z, -1, _latent));
        int width = scorer.Network.Shape.DecoderSizes[^1];
        return Terms(graph.Reshape(decoded, -1, _samples, width), Spread(network.Target), Spread(network.Missing), _samples);
    }

    private string Terms(string decoded, string target, string missing, int samples)
    {
        string first = network.First(decoded), second = network.Second(decoded);
        if (scorer.Features.HasCategories)
            first = new CategoryNodes(graph, scorer.Features).GatherForTarget(first, target, samples);
        // A placeholder that no likelihood uses if there are no variances.
        string floors = scorer.Features.HasVariance ? network.VarianceFloors : first;
        string terms = network.ByLikelihood(likelihood => LikelihoodNodes.NegativeLog(graph, likelihood, target, first, second, floors));
        terms = graph.Add(terms, graph.Parameter(Constants, scorer.Features.Constant, _features));
        return graph.Where(missing, graph.Constant(0), terms);
    }

    /// <summary>[N, ·] → [N, 1, ·], unless there is no axis of samples.</summary>
    private string Spread(string value) => _samples == 1 ? value : graph.Unsqueeze(value, 1);

    /// <summary>The sum over the last axis, [N, K].</summary>
    private string Sum(string values) => graph.Sum(values, -1, keep: _samples == 1);

    /// <summary>[N, K] → [N, 1]: the mean over samples.</summary>
    private string Average(string values) => _samples == 1 ? values : graph.Mul(graph.Sum(values, 1, keep: true), 1f / _samples);
}
