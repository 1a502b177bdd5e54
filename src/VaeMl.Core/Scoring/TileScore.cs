using System.Runtime.Intrinsics;
using VaeMl.Likelihoods;
using VaeMl.Networks;

namespace VaeMl.Scoring;

/// <summary>The bound of one encoded tile: terms feature by feature at the fixed samples, their sum, the latent term, the score.</summary>
/// <remarks>Lanes hold −log densities, so that terms, score and contributions point the same way: higher is more anomalous.</remarks>
internal sealed unsafe class TileScore(Scorer scorer, TileNetwork network)
{
    // Terms are added in blocks of features before they join the total: keeps the rounding error small in wide data.
    private const int SumBlock = 32;
    private readonly FeatureModel _features = scorer.Features;
    private readonly int _latent = scorer.Network.Shape.Latent;

    /// <summary>Fills Elbo, Score and LatentTerm, and with <paramref name="detail"/> Terms.</summary>
    /// <param name="workspace">The tile, encoded.</param>
    /// <param name="detail">Whether the terms of each feature are asked for.</param>
    /// <param name="elbo">Whether the Elbo is asked for; it is only apart from the score with the plug-in score.</param>
    public void Run(ScoreWorkspace workspace, bool detail, bool elbo)
    {
        if (detail)
            workspace.Terms.Span.Clear();
        if (scorer.Kind == ScoreKind.ImportanceWeighted)
        {
            ImportanceWeighted(workspace, detail);
        }
        else
        {
            for (int half = 0; half < Tile.Rows; half += Tile.Panel)
                KlToPrior(workspace, half).Store(workspace.LatentTerm.Pointer + half);
            if (scorer.Kind == ScoreKind.PlugIn)
            {
                if (elbo)
                    Average(workspace, workspace.Elbo.Pointer, 0, scorer.Samples, detail: false);
                Average(workspace, workspace.Score.Pointer, TileNetwork.AtMean, 1, detail);
            }
            else
            {
                Average(workspace, workspace.Score.Pointer, 0, scorer.Samples, detail);
                workspace.Score.Span.CopyTo(workspace.Elbo.Span);
            }
        }
        for (int half = 0; half < Tile.Rows; half += Tile.Panel)
        {
            float* bound = workspace.Elbo.Pointer + half, score = workspace.Score.Pointer + half;
            (-Vector512.Load(bound)).Store(bound);
            AddMissing(workspace, half, Vector512.Load(score), detail).Store(score);
        }
    }

    /// <summary>The mean over samples of Σ terms, plus the KL term.</summary>
    private void Average(ScoreWorkspace workspace, float* total, int firstSample, int samples, bool detail)
    {
        Vector512<float> share = Vector512.Create(1f / samples);
        Vector512<float> lower = default, upper = default;
        for (int sample = firstSample; sample < firstSample + samples; sample++)
        {
            DecodedTile decoded = network.Decode(workspace, sample);
            lower += SumTerms(workspace, decoded, 0, share, detail) * share;
            upper += SumTerms(workspace, decoded, Tile.Panel, share, detail) * share;
        }
        float* latent = workspace.LatentTerm.Pointer;
        (lower + Vector512.Load(latent)).Store(total);
        (upper + Vector512.Load(latent + Tile.Panel)).Store(total + Tile.Panel);
    }

    /// <summary>
    /// −log (1/K) Σ wₖ with wₖ = p(x, zₖ)/q(zₖ|x) (Burda et al. 2016). With normalised weights w̃ it splits exactly: feature j gets
    /// −Σ w̃ₖ log p(xⱼ|zₖ), and the latent term what remains, Σ w̃ₖ log(q(zₖ|x)/p(zₖ)) + log K − H(w̃).
    /// </summary>
    private void ImportanceWeighted(ScoreWorkspace workspace, bool detail)
    {
        float* weights = workspace.SampleWeights.Pointer;
        int samples = scorer.Samples;
        for (int sample = 0; sample < samples; sample++)
        {
            DecodedTile decoded = network.Decode(workspace, sample);
            for (int half = 0; half < Tile.Rows; half += Tile.Panel)
                (LogPriorToPosterior(workspace, sample, half) - SumTerms(workspace, decoded, half, default, detail: false))
                    .Store(weights + sample * Tile.Rows + half);
        }
        for (int half = 0; half < Tile.Rows; half += Tile.Panel)
        {
            Vector512<float> largest = Vector512.Create(float.MinValue), sum = default;
            for (int sample = 0; sample < samples; sample++)
                largest = Vector512.Max(largest, Vector512.Load(weights + sample * Tile.Rows + half));
            for (int sample = 0; sample < samples; sample++)
            {
                Vector512<float> weight = Vector512.Exp(Vector512.Load(weights + sample * Tile.Rows + half) - largest);
                weight.Store(weights + sample * Tile.Rows + half);
                sum += weight;
            }
            Vector512<float> bound = largest + Vector512.Log(sum * (1f / samples));
            (-bound).Store(workspace.Score.Pointer + half);
            (-bound).Store(workspace.Elbo.Pointer + half);
            // Not exp(log w − bound): beyond 10⁷ nats the bound's rounding swallows log K, and the weights would sum to anything.
            for (int sample = 0; sample < samples; sample++)
                (Vector512.Load(weights + sample * Tile.Rows + half) / sum).Store(weights + sample * Tile.Rows + half);
        }
        if (!detail)
            return;
        workspace.Score.Span.CopyTo(workspace.LatentTerm.Span);
        for (int sample = 0; sample < samples; sample++)
        {
            DecodedTile decoded = network.Decode(workspace, sample);
            for (int half = 0; half < Tile.Rows; half += Tile.Panel)
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
        float* target = workspace.Target.Pointer + half;
        float* terms = workspace.Terms.Pointer + half;
        float* p0 = decoded.First + half, p1 = decoded.Second + half;
        Vector512<float> total = default;
        for (int block = 0; block < _features.Count; block += SumBlock)
        {
            Vector512<float> sum = default;
            int end = Math.Min(block + SumBlock, _features.Count);
            for (int j = block, at = block * Tile.Rows; j < end; j++, at += Tile.Rows)
            {
                Vector512<float> x = Vector512.Load(target + at);
                Vector512<float> term = _features.Likelihoods[j].NegativeLog(x, Vector512.Load(p0 + at), Vector512.Load(p1 + at));
                term = term + Vector512.Create(_features.Constant[j]) & Vector512.Equals(x, x);
                sum += term;
                if (detail)
                    Vector512.FusedMultiplyAdd(term, weight, Vector512.Load(terms + at)).Store(terms + at);
            }
            total += sum;
        }
        return total;
    }

    /// <summary>Adds the missing features' mean terms; turns terms into contributions, which are 0 for missing features.</summary>
    private Vector512<float> AddMissing(ScoreWorkspace workspace, int half, Vector512<float> score, bool detail)
    {
        for (int j = 0; j < _features.Count; j++)
        {
            int at = j * Tile.Rows + half;
            Vector512<float> x = Vector512.Load(workspace.Target.Pointer + at);
            Vector512<float> observed = Vector512.Equals(x, x), mean = Vector512.Create(scorer.Baseline.Features[j]);
            score += Vector512.AndNot(mean, observed);
            if (detail)
                (Vector512.Load(workspace.Terms.Pointer + at) - mean & observed).Store(workspace.Terms.Pointer + at);
        }
        return score;
    }

    /// <summary>KL(q(z|x) ‖ N(0, I)) = ½ Σ (σ² + μ² − 1 − log σ²).</summary>
    private Vector512<float> KlToPrior(ScoreWorkspace workspace, int half)
    {
        float* mean = workspace.Head.Pointer + half;
        float* logVariance = mean + _latent * Tile.Rows;
        Vector512<float> sum = default;
        for (int at = 0; at < _latent * Tile.Rows; at += Tile.Rows)
        {
            Vector512<float> m = Vector512.Load(mean + at), l = Vector512.Load(logVariance + at);
            sum += Vector512.FusedMultiplyAdd(m, m, Vector512.Exp(l)) - l - Vector512<float>.One;
        }
        return sum * 0.5f;
    }

    /// <summary>log p(z) − log q(z|x) = ½ Σ (u² + log σ² − z²) at z = μ + σu.</summary>
    private Vector512<float> LogPriorToPosterior(ScoreWorkspace workspace, int sample, int half)
    {
        float* mean = workspace.Head.Pointer + half;
        float* logVariance = mean + _latent * Tile.Rows;
        Vector512<float> sum = default;
        for (int j = 0; j < _latent; j++)
        {
            Vector512<float> l = Vector512.Load(logVariance + j * Tile.Rows), u = Vector512.Create(scorer.Noise[sample * _latent + j]);
            Vector512<float> z = Vector512.FusedMultiplyAdd(Vector512.Exp(l * 0.5f), u, Vector512.Load(mean + j * Tile.Rows));
            sum += u * u + l - z * z;
        }
        return sum * 0.5f;
    }
}
