using VaeMl.Likelihoods;
using VaeMl.Scoring;

namespace VaeMl.Onnx;

/// <summary>
/// Scores a few rows with a model that was just read. Parameters from a file may be finite and still so large that every score overflows, which never happens in a
/// trained model.
/// </summary>
internal static class ScoreProbe
{
    // Typical values of training rows, in the network's units.
    private static readonly float[] Places = [0, 1, -1, 3, -3];

    /// <summary>Whether rows like the training rows get finite scores.</summary>
    public static bool IsFinite(Scorer scorer)
    {
        int d = scorer.Features.Count, n = Places.Length;
        float[] rows = [.. Places.SelectMany((place, i) => Enumerable.Range(0, d).Select(j => Value(scorer.Features, j, i, place)))];
        float[] elbo = new float[n], score = new float[n], latent = new float[n], contributions = new float[n * d];
        scorer.Score(rows, new ScoreColumns { Elbo = elbo, Score = score, LatentContribution = latent, Contributions = contributions });
        return ((float[][])[elbo, score, latent, contributions]).All(column => Array.TrueForAll(column, float.IsFinite));
    }

    private static float Value(FeatureTransform features, int j, int row, float place)
    {
        if (features.Likelihoods[j].Levels is > 0 and int levels)
            return row % levels;
        float value = features.FromNetwork(j, features.Likelihoods[j].IsStandardized ? place : row % 2);
        // A feature whose values nearly exceed single precision is treated as missing.
        return float.IsFinite(value) ? value : float.NaN;
    }
}
