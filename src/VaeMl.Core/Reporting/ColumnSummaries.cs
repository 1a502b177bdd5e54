using VaeMl.Scoring;

namespace VaeMl.Reporting;

/// <summary>The summaries of all columns, and the rows that they cover.</summary>
/// <param name="Columns">One summary for each column, in order.</param>
/// <param name="LatentExcess">The mean contribution of the latent term over the selected rows, in nats.</param>
/// <param name="LatentShare">The same as a share of how far these rows' mean score is above that of the training set.</param>
/// <param name="AreFlagged">Whether the selected rows are the flagged ones. If there are none, the highest-scoring rows are selected.</param>
/// <param name="SelectedRows">The number of selected rows, over which contributions are averaged.</param>
/// <param name="ComparedRows">The number of evenly sampled rows for which the reconstruction was compared with the data.</param>
internal sealed record ColumnSummaries(IReadOnlyList<ColumnSummary> Columns, double LatentExcess, double LatentShare, bool AreFlagged, int SelectedRows, int ComparedRows)
{
    // Enough for three digits in means and medians. A report should not take as long as training.
    private const int MostSelectedRows = 20_000;
    private const int MostComparedRows = 5_000;

    public static ColumnSummaries Compute(HtmlReport report, ScoredRows rows, ReportColumn[] columns, int highest)
    {
        int[] flagged = [.. rows.Finite().Where(i => report.Model.IsAnomaly(rows.Scores[i]))];
        int[] selected = flagged.Length > 0 ? ScoredRows.Thinned(flagged, MostSelectedRows) : rows.Top(highest);
        int[] compared = rows.Sample(MostComparedRows);
        double[] excess = Excess(report, columns, selected), fit = ColumnFit.Measure(report, columns, compared), missing = Missing(report, columns);
        double whole = excess.Sum();
        return new ColumnSummaries(
            [.. columns.Select((column, k) => new ColumnSummary(column, excess[k], Share(excess[k]), missing[k], fit[k]))],
            excess[^1], Share(excess[^1]), flagged.Length > 0, selected.Length, compared.Length);

        double Share(double part) => whole > 0 ? part / whole : double.NaN;
    }

    /// <summary>The mean contribution of each column, and of the latent term at the end.</summary>
    private static double[] Excess(HtmlReport report, ReportColumn[] columns, int[] selected)
    {
        int d = report.Model.FeatureCount;
        double[][] sums = new double[BatchScoring.BatchCount(selected.Length, d)][];
        BatchScoring.ForEachBatch(report.Rows, selected, (first, values) =>
        {
            int count = values.Length / d;
            float[] contributions = new float[values.Length], latent = new float[count];
            report.Model.Score(values, new ScoreColumns { Contributions = contributions, LatentContribution = latent });
            double[] sum = new double[columns.Length + 1];
            for (int i = 0; i < count; i++)
            {
                for (int k = 0; k < columns.Length; k++)
                    sum[k] += columns[k].Sum(contributions.AsSpan(i * d, d));
                sum[^1] += latent[i];
            }
            sums[first / BatchScoring.BatchRows(d)] = sum;
        });
        // Summed in the order of the batches, so the result does not depend on thread timing.
        return [.. Enumerable.Range(0, columns.Length + 1).Select(k => sums.Sum(sum => sum[k]) / Math.Max(1, selected.Length))];
    }

    private static double[] Missing(HtmlReport report, ReportColumn[] columns)
    {
        int[] missing = new int[columns.Length];
        for (int i = 0; i < report.Rows.Count; i++)
        {
            ReadOnlySpan<float> row = report.Rows[i];
            for (int k = 0; k < columns.Length; k++)
                missing[k] += columns[k].IsMissing(row) ? 1 : 0;
        }
        return [.. missing.Select(count => count / (double)Math.Max(1, report.Rows.Count))];
    }
}
