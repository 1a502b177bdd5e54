using VaeMl.Likelihoods;

namespace VaeMl.Onnx;

/// <summary>The nodes of each likelihood. A new likelihood needs a new arm in both methods.</summary>
internal static class LikelihoodNodes
{
    /// <summary>−log p(x|z) − <see cref="Likelihood.Constant"/> on [N, d] values without NaN.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="likelihood">The likelihood.</param>
    /// <param name="x">The values.</param>
    /// <param name="p0">Means or logits; for a category the log-probability of x, or its substitute for an unseen level.</param>
    /// <param name="p1">Log-variances.</param>
    /// <param name="floor">[d]: the smallest variances.</param>
    public static string NegativeLog(OnnxGraph graph, Likelihood likelihood, string x, string p0, string p1, string floor)
    {
        string term = likelihood switch
        {
            BernoulliLikelihood bernoulli => Bernoulli(graph, bernoulli.IsBinary, x, p0),
            GaussianLikelihood => Gaussian(graph, x, p0, Variance(graph, p1, floor)),
            StudentTLikelihood => StudentT(graph, x, p0, Variance(graph, p1, floor)),
            CategoricalLikelihood => graph.Neg(p0),
            _ => throw new InvalidOperationException($"The likelihood '{likelihood.Name}' has no nodes."),
        };
        return graph.Min(term, Likelihood.LargestTerm);
    }

    /// <summary><see cref="Likelihood.Typical"/> on [N, d].</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="likelihood">The likelihood.</param>
    /// <param name="p0">Means or logits; for a category the most likely level.</param>
    public static string Typical(OnnxGraph graph, Likelihood likelihood, string p0) => likelihood switch
    {
        BernoulliLikelihood => graph.Sigmoid(p0),
        GaussianLikelihood or StudentTLikelihood or CategoricalLikelihood => p0,
        _ => throw new InvalidOperationException($"The likelihood '{likelihood.Name}' has no nodes."),
    };

    private static string Bernoulli(OnnxGraph graph, bool isBinary, string x, string logit)
    {
        string seen = isBinary ? graph.ToFloat(graph.Greater(x, 0.5f)) : graph.Clip(x, 0, 1);
        string distance = graph.Abs(graph.Sub(x, seen));
        string penalty = graph.Log(graph.Add(graph.Mul(distance, BernoulliLikelihood.UnseenScale), graph.Constant(1)));
        string softplus = graph.Add(graph.Relu(logit), graph.Log(graph.Add(graph.Exp(graph.Neg(graph.Abs(logit))), graph.Constant(1))));
        return graph.Add(graph.Sub(softplus, graph.Mul(seen, logit)), penalty);
    }

    private static string Gaussian(OnnxGraph graph, string x, string mean, string variance)
    {
        string r = graph.Sub(x, mean);
        return graph.Mul(graph.Add(graph.Log(variance), graph.Div(graph.Mul(r, r), variance)), 0.5f);
    }

    private static string StudentT(OnnxGraph graph, string x, string location, string squaredScale)
    {
        string r = graph.Sub(x, location);
        string tail = graph.Log(graph.Add(graph.Div(graph.Mul(r, r), graph.Mul(squaredScale, StudentTLikelihood.DegreesOfFreedom)), graph.Constant(1)));
        return graph.Add(graph.Mul(tail, StudentTLikelihood.HalfNext), graph.Mul(graph.Log(squaredScale), 0.5f));
    }

    /// <summary>The variance as defined in <see cref="DecodedVariance"/>.</summary>
    private static string Variance(OnnxGraph graph, string a, string floor) =>
        graph.Add(floor, graph.Exp(graph.Clip(a, DecodedVariance.LowestLog, DecodedVariance.HighestLog)));
}
