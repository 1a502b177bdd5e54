using System.Buffers;

namespace VaeMl.Scoring;

/// <summary>Computes the mean terms over the training set.</summary>
internal static class TermMeansEstimate
{
    /// <summary>Computes the means; each feature's is over the rows in which it is observed.</summary>
    /// <param name="scorer">A scorer whose term means are zero, so that contributions are the terms themselves.</param>
    /// <param name="data">The table.</param>
    /// <param name="indices">The training rows.</param>
    /// <param name="threads">The number of threads, or null for the number of processors.</param>
    /// <param name="cancellation">Checked before each batch.</param>
    public static TermMeans Compute(Scorer scorer, VaeData data, int[] indices, int? threads, CancellationToken cancellation)
    {
        int d = data.FeatureCount;
        Sums[] batches = new Sums[BatchScoring.BatchCount(indices.Length, d)];
        BatchScoring.ForEachBatch(data, indices, (first, rows) =>
        {
            int n = rows.Length / d;
            float[] buffer = ArrayPool<float>.Shared.Rent(n * d + n);
            Span<float> terms = buffer.AsSpan(0, n * d), latent = buffer.AsSpan(n * d, n);
            scorer.Score(rows, new ScoreColumns { Contributions = terms, LatentContribution = latent });
            Sums sums = new(new double[d], new int[d], 0, 0);
            for (int i = 0; i < rows.Length; i++)
            {
                if (float.IsNaN(rows[i]) || float.IsNaN(terms[i]))
                    continue;
                sums.Terms[i % d] += terms[i];
                sums.Observed[i % d]++;
            }
            double sum = 0;
            int usable = 0;
            foreach (float term in latent)
            {
                if (float.IsNaN(term))
                    continue;
                sum += term;
                usable++;
            }
            ArrayPool<float>.Shared.Return(buffer);
            batches[first / BatchScoring.BatchRows(d)] = sums with { Latent = sum, Rows = usable };
        }, threads, cancellation);
        float[] means = new float[d];
        for (int j = 0; j < d; j++)
            means[j] = (float)(batches.Sum(batch => batch.Terms[j]) / Math.Max(1, batches.Sum(batch => batch.Observed[j])));
        return new TermMeans(means, (float)(batches.Sum(batch => batch.Latent) / Math.Max(1, batches.Sum(batch => batch.Rows))));
    }

    private sealed record Sums(double[] Terms, int[] Observed, double Latent, int Rows);
}
