using System.Diagnostics;

namespace VaeMl.Tests.Hostile;

/// <summary>What becomes of a model file that somebody else made: a model whose scores are finite, or the one documented exception with a message, soon and in little memory.</summary>
internal static class ModelTrial
{
    /// <summary>The most that reading and scoring may allocate.</summary>
    public const long MostBytes = 256L << 20;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Reads a file and scores with it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="scored">Whether it was read and scored.</param>
    /// <returns>What went wrong, or null.</returns>
    public static string? Fault(byte[] file, out bool scored)
    {
        scored = false;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Stopwatch watch = Stopwatch.StartNew();
        string? fault = Read(file, ref scored);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return fault
            ?? (allocated > MostBytes ? FormattableString.Invariant($"{allocated} bytes were allocated") : watch.Elapsed > Longest ? $"it took {watch.Elapsed}" : null);
    }

    /// <summary>What is wrong with the scores of rows like the training rows, or null.</summary>
    public static string? FaultOfScores(VaeModel model)
    {
        const int count = 16;
        Random random = new(1);
        float[] rows = new float[count * model.FeatureCount], score = new float[count], elbo = new float[count], contributions = new float[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            int j = i % model.FeatureCount;
            bool standardized = model.Scorer.Features.Likelihoods[j].IsStandardized;
            float value = model.Scorer.Features.FromNetwork(j, standardized ? 2 * (float)random.NextDouble() - 1 : random.Next(2));
            rows[i] = model.FeatureLevels[j] is { } levels ? random.Next(levels.Count) : float.IsFinite(value) ? value : float.NaN;
        }
        model.Score(rows, new ScoreColumns { Score = score, Elbo = elbo, Contributions = contributions });
        return score.Concat(elbo).Concat(contributions).All(float.IsFinite) ? null : "a score is not finite";
    }

    private static string? Read(byte[] file, ref bool scored)
    {
        try
        {
            VaeModel model = ModelBytes.Read(file, "m.onnx");
            scored = true;
            return FaultOfScores(model);
        }
        catch (VaeModelFormatException e)
        {
            return e.Message.StartsWith("m.onnx ", StringComparison.Ordinal) && e.Message.EndsWith('.') && !e.Message.Any(char.IsControl)
                ? null : $"the message is '{e.Message}'";
        }
#pragma warning disable CA1031 // Whatever else is thrown is the fault looked for.
        catch (Exception e)
        {
            return e.ToString();
        }
#pragma warning restore CA1031
    }
}
