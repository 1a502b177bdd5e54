using System.Runtime.Intrinsics;
using VaeMl.Networks;

namespace VaeMl.Scoring;

/// <summary>The latent terms of an encoded tile's bound, for 16 lanes.</summary>
internal static unsafe class TileLatentTerms
{
    /// <summary>KL(q(z|x) ‖ N(0, I)) = ½ Σ (σ² + μ² − 1 − log σ²).</summary>
    public static Vector512<float> KlToPrior(ScoreWorkspace workspace, int half, int latent)
    {
        float* mean = workspace.Head.At(half, 2 * latent * Tile.Rows - half);
        float* logVariance = mean + latent * Tile.Rows;
        Vector512<float> sum = default;
        for (int at = 0; at < latent * Tile.Rows; at += Tile.Rows)
        {
            Vector512<float> m = Vector512.Load(mean + at), l = Vector512.Load(logVariance + at);
            sum += Vector512.FusedMultiplyAdd(m, m, Exponential.Compute(l)) - l - Vector512<float>.One;
        }
        return sum * 0.5f;
    }

    /// <summary>log p(z) − log q(z|x) = ½ Σ (u² + log σ² − z²) at z = μ + σu.</summary>
    public static Vector512<float> LogPriorToPosterior(ScoreWorkspace workspace, int half, ReadOnlySpan<float> noise)
    {
        float* mean = workspace.Head.At(half, 2 * noise.Length * Tile.Rows - half);
        float* logVariance = mean + noise.Length * Tile.Rows;
        Vector512<float> sum = default;
        for (int j = 0; j < noise.Length; j++)
        {
            Vector512<float> l = Vector512.Load(logVariance + j * Tile.Rows), u = Vector512.Create(noise[j]);
            Vector512<float> z = Vector512.FusedMultiplyAdd(Exponential.Compute(l * 0.5f), u, Vector512.Load(mean + j * Tile.Rows));
            sum += u * u + l - z * z;
        }
        return sum * 0.5f;
    }
}
