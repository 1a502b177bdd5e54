namespace VaeMl.Scoring;

/// <summary>The mean terms of the evidence lower bound over rows.</summary>
internal static class MeanElboTerms
{
    /// <summary>
    /// The mean over the rows that can be scored, in nats per row: log p(x|z) at the fixed samples, the latent terms in closed form. Null if there are no such rows.
    /// </summary>
    /// <param name="scorer">The scorer.</param>
    /// <param name="data">The rows.</param>
    /// <param name="indices">The row numbers, or null for all rows.</param>
    /// <param name="negativeElbos">Receives −ELBO of each row, in nats, if given.</param>
    /// <param name="threads">The number of threads, or null for as many as there are processors.</param>
    /// <param name="cancellation">Stops scoring.</param>
    public static ElboTerms? Compute(
        Scorer scorer, VaeData data, int[]? indices, float[]? negativeElbos = null, int? threads = null, CancellationToken cancellation = default)
    {
        int q = scorer.Network.Shape.Latent, d = data.FeatureCount, count = indices?.Length ?? data.Count;
        (ElboTerms Sum, int Rows)[] batches = new (ElboTerms, int)[BatchScoring.BatchCount(count, d)];
        BatchScoring.ForEachBatch(data, indices, (first, rows) =>
        {
            int n = rows.Length / d;
            float[] elbo = new float[n], mean = new float[n * q], variance = new float[n * q];
            scorer.Score(rows, new ScoreColumns { Elbo = elbo, Latent = mean, LatentVariance = variance });
            double sumElbo = 0, sumPrior = 0, sumPosterior = 0;
            int used = 0;
            for (int i = 0; i < n; i++)
            {
                if (negativeElbos is not null)
                    negativeElbos[first + i] = -elbo[i];
                if (float.IsNaN(elbo[i]))
                    continue;
                used++;
                sumElbo += elbo[i];
                for (int j = i * q; j < (i + 1) * q; j++)
                {
                    sumPrior -= 0.5 * (Math.Log(2 * Math.PI) + (double)mean[j] * mean[j] + variance[j]);
                    sumPosterior -= 0.5 * (Math.Log(2 * Math.PI) + Math.Log(variance[j]) + 1);
                }
            }
            batches[first / BatchScoring.BatchRows(d)] = (new ElboTerms(sumElbo - sumPrior + sumPosterior, sumPrior, sumPosterior), used);
        }, threads, cancellation);
        int total = batches.Sum(batch => batch.Rows);
        return total == 0 ? null : new ElboTerms(
            batches.Sum(batch => batch.Sum.LogLikelihood) / total,
            batches.Sum(batch => batch.Sum.LogPrior) / total,
            batches.Sum(batch => batch.Sum.LogPosterior) / total);
    }
}
