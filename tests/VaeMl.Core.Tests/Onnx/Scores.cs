using VaeMl.Scoring;

namespace VaeMl.Tests.Onnx;

/// <summary>All columns of a batch.</summary>
internal sealed class Scores
{
    public Scores(VaeModel model, float[] rows)
    {
        int n = rows.Length / model.FeatureCount;
        Latent = new float[n * model.LatentSize];
        LatentVariance = new float[n * model.LatentSize];
        Elbo = new float[n];
        Score = new float[n];
        Contributions = new float[rows.Length];
        LatentContribution = new float[n];
        Reconstruction = new float[rows.Length];
        model.Score(rows, new ScoreColumns
        {
            Latent = Latent,
            LatentVariance = LatentVariance,
            Elbo = Elbo,
            Score = Score,
            Contributions = Contributions,
            LatentContribution = LatentContribution,
            Reconstruction = Reconstruction,
        });
    }

    public float[] Latent { get; }

    public float[] LatentVariance { get; }

    public float[] Elbo { get; }

    public float[] Score { get; }

    public float[] Contributions { get; }

    public float[] LatentContribution { get; }

    public float[] Reconstruction { get; }

    public IEnumerable<float[]> Columns => [Latent, LatentVariance, Elbo, Score, Contributions, LatentContribution, Reconstruction];

    /// <summary>The bits of every number.</summary>
    public int[] Bits => [.. Columns.SelectMany(column => column).Select(BitConverter.SingleToInt32Bits)];

    /// <summary>Σ |terms of the score| of each row.</summary>
    public double[] TermSums(TermMeans termMeans)
    {
        int d = termMeans.Features.Length;
        return
        [
            .. LatentContribution.Select((latent, i) => Math.Abs((double)latent + termMeans.Latent)
                + Enumerable.Range(0, d).Sum(j => Math.Abs((double)Contributions[i * d + j] + termMeans.Features[j]))),
        ];
    }

    /// <summary>The bits of a row's numbers.</summary>
    public int[] BitsOf(int row)
    {
        int n = Score.Length;
        return [.. Columns.SelectMany(column => column.AsSpan(row * (column.Length / n), column.Length / n).ToArray()).Select(BitConverter.SingleToInt32Bits)];
    }
}
