using System.Runtime.Intrinsics;
using VaeMl.Likelihoods;
using VaeMl.Networks;

namespace VaeMl.Scoring;

/// <summary>Computes the bound of one encoded tile: the features' terms at the fixed samples, their sum, the latent term and the score.</summary>
/// <remarks>Lanes hold negative log densities. Terms, score and contributions therefore have the same direction: higher is more anomalous.</remarks>
internal sealed unsafe class TileScore
{
    // Terms are first summed in blocks of features, which keeps the rounding error small in wide data.
    private const int SumBlock = 32;
    private readonly Scorer _scorer;
    private readonly InferencePass _network;
    private readonly FeatureTransform _features;
    private readonly int _latent;
    private readonly bool _decodesVariance;
    private readonly AlignedFloats? _fixedVariance;
    private readonly AlignedFloats? _fixedLogVariance;

    public TileScore(Scorer scorer, InferencePass network)
    {
        (_scorer, _network) = (scorer, network);
        _features = scorer.Features;
        _latent = scorer.Network.Shape.Latent;
        _decodesVariance = scorer.Network.Shape.DecodesVariance;
        if (network.FixedLogVariance is not { } lanes)
            return;
        (_fixedVariance, _fixedLogVariance) = (new AlignedFloats(lanes.Length), new AlignedFloats(lanes.Length));
        foreach (LikelihoodRun run in _features.Runs)
            for (int at = run.First * Tile.Rows, end = at + Tile.Rows; at < end; at += Tile.Panel)
                run.Likelihood.Variances(
                    lanes.Pointer + at, _features.FloorsOf(run), _fixedVariance.Pointer + at, _fixedLogVariance.Pointer + at);
    }

    /// <summary>Computes Elbo, Score and LatentTerm, and with <paramref name="detail"/> also Terms.</summary>
    /// <param name="workspace">The encoded tile.</param>
    /// <param name="detail">Whether the terms of each feature are requested.</param>
    /// <param name="elbo">Whether the Elbo is requested. Only the plug-in score needs a separate computation for it.</param>
    public void Run(ScoreWorkspace workspace, bool detail, bool elbo)
    {
        if (detail)
            workspace.Terms.Span.Clear();
        if (_scorer.Kind == ScoreKind.ImportanceWeighted)
        {
            ImportanceWeighted(workspace, detail);
        }
        else
        {
            for (int half = 0; half < workspace.Lanes; half += Tile.Panel)
                TileLatentTerms.KlToPrior(workspace, half, _latent).Store(workspace.LatentTerm.Pointer + half);
            if (_scorer.Kind == ScoreKind.PlugIn)
            {
                if (elbo)
                    Average(workspace, workspace.Elbo.Pointer, 0, _scorer.Samples, detail: false);
                Average(workspace, workspace.Score.Pointer, InferencePass.AtMean, 1, detail);
            }
            else
            {
                Average(workspace, workspace.Score.Pointer, 0, _scorer.Samples, detail);
                workspace.Score.Span.CopyTo(workspace.Elbo.Span);
            }
        }
        for (int half = 0; half < workspace.Lanes; half += Tile.Panel)
        {
            float* bound = workspace.Elbo.Pointer + half, score = workspace.Score.Pointer + half;
            (-Vector512.Load(bound)).Store(bound);
            AddMissing(workspace, half, Vector512.Load(score), detail).Store(score);
        }
    }

    /// <summary>The mean over samples of Σ terms, plus the KL term.</summary>
    private void Average(ScoreWorkspace workspace, float* total, int firstSample, int samples, bool detail)
    {
        Vector512<float> share = Vector512.Create(1f / samples), lower = default, upper = default;
        for (int sample = firstSample; sample < firstSample + samples; sample++)
        {
            DecodedTile decoded = _network.Decode(workspace, sample);
            lower += SumTerms(workspace, decoded, 0, share, detail) * share;
            if (workspace.Lanes > Tile.Panel)
                upper += SumTerms(workspace, decoded, Tile.Panel, share, detail) * share;
        }
        float* latent = workspace.LatentTerm.Pointer;
        (lower + Vector512.Load(latent)).Store(total);
        (upper + Vector512.Load(latent + Tile.Panel)).Store(total + Tile.Panel);
    }

    /// <summary>
    /// −log (1/K) Σ wₖ with wₖ = p(x, zₖ)/q(zₖ|x) (Burda et al. 2016). With normalised weights w̃ the split is exact: feature j gets
    /// −Σ w̃ₖ log p(xⱼ|zₖ), and the latent term the rest, Σ w̃ₖ log(q(zₖ|x)/p(zₖ)) + log K − H(w̃).
    /// </summary>
    private void ImportanceWeighted(ScoreWorkspace workspace, bool detail)
    {
        float* weights = workspace.SampleWeights.Pointer;
        int samples = _scorer.Samples;
        for (int sample = 0; sample < samples; sample++)
        {
            DecodedTile decoded = _network.Decode(workspace, sample);
            for (int half = 0; half < workspace.Lanes; half += Tile.Panel)
                (TileLatentTerms.LogPriorToPosterior(workspace, half, _scorer.Noise.AsSpan(sample * _latent, _latent)) - SumTerms(workspace, decoded, half, default, detail: false))
                    .Store(weights + sample * Tile.Rows + half);
        }
        for (int half = 0; half < workspace.Lanes; half += Tile.Panel)
        {
            Vector512<float> largest = Vector512.Create(float.MinValue), sum = default;
            for (int sample = 0; sample < samples; sample++)
                largest = Vector512.Max(largest, Vector512.Load(weights + sample * Tile.Rows + half));
            for (int sample = 0; sample < samples; sample++)
            {
                Vector512<float> weight = Exponential.Compute(Vector512.Load(weights + sample * Tile.Rows + half) - largest);
                weight.Store(weights + sample * Tile.Rows + half);
                sum += weight;
            }
            Vector512<float> bound = largest + Vector512.Log(sum * (1f / samples));
            (-bound).Store(workspace.Score.Pointer + half);
            (-bound).Store(workspace.Elbo.Pointer + half);
            // Not exp(log w − bound): beyond 10⁷ nats rounding of the bound loses log K, and the weights would not sum to 1.
            for (int sample = 0; sample < samples; sample++)
                (Vector512.Load(weights + sample * Tile.Rows + half) / sum).Store(weights + sample * Tile.Rows + half);
        }
        if (!detail)
            return;
        workspace.Score.Span.CopyTo(workspace.LatentTerm.Span);
        for (int sample = 0; sample < samples; sample++)
        {
            DecodedTile decoded = _network.Decode(workspace, sample);
            for (int half = 0; half < workspace.Lanes; half += Tile.Panel)
            {
                float* latent = workspace.LatentTerm.Pointer + half;
                Vector512<float> weight = Vector512.Load(weights + sample * Tile.Rows + half);
                (Vector512.Load(latent) - SumTerms(workspace, decoded, half, weight, detail: true) * weight).Store(latent);
            }
        }
    }

    /// <summary>Σ over observed features of −log p(x|z) for 16 lanes; with <paramref name="detail"/>, adds weight · term to the terms.</summary>
    private Vector512<float> SumTerms(ScoreWorkspace workspace, DecodedTile decoded, int half, Vector512<float> weight, bool detail)
    {
        int length = _features.Count * Tile.Rows - half;
        float* target = workspace.Target.At(half, length), values = workspace.SampleTerms.At(half, length), terms = workspace.Terms.At(half, length);
        float* v = (_fixedVariance ?? workspace.Variance).At(half, length), logV = (_fixedLogVariance ?? workspace.LogVariance).At(half, length);
        foreach (LikelihoodRun run in _features.Runs)
        {
            int at = run.First * Tile.Rows;
            if (_decodesVariance)
                run.Likelihood.Variances(decoded.Second + half + at, _features.FloorsOf(run), v + at, logV + at);
            run.Likelihood.NegativeLogs(target + at, decoded.First + half + run.FirstSlot * Tile.Rows, v + at, logV + at, values + at, run.Count);
        }
        Vector512<float> total = default;
        for (int block = 0; block < _features.Count; block += SumBlock)
        {
            Vector512<float> sum = default;
            int end = Math.Min(block + SumBlock, _features.Count);
            for (int j = block, at = block * Tile.Rows; j < end; j++, at += Tile.Rows)
            {
                Vector512<float> x = Vector512.Load(target + at);
                Vector512<float> term = Vector512.Load(values + at) + Vector512.Create(_features.Constant[j]) & Vector512.Equals(x, x);
                sum += term;
                if (detail)
                    Vector512.FusedMultiplyAdd(term, weight, Vector512.Load(terms + at)).Store(terms + at);
            }
            total += sum;
        }
        return total;
    }

    /// <summary>Adds the missing features' mean terms to the score, and turns terms into contributions, which are 0 for missing features.</summary>
    private Vector512<float> AddMissing(ScoreWorkspace workspace, int half, Vector512<float> score, bool detail)
    {
        if (!detail && !workspace.Loaded.HasMissing)
            return score;
        for (int j = 0; j < _features.Count; j++)
        {
            int at = j * Tile.Rows + half;
            Vector512<float> x = Vector512.Load(workspace.Target.At(at, Tile.Panel));
            Vector512<float> observed = Vector512.Equals(x, x), mean = Vector512.Create(_scorer.TermMeans.Features[j]);
            score += Vector512.AndNot(mean, observed);
            if (detail)
                (Vector512.Load(workspace.Terms.At(at, Tile.Panel)) - mean & observed).Store(workspace.Terms.At(at, Tile.Panel));
        }
        return score;
    }
}
