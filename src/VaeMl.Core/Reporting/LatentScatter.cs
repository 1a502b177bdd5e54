using System.Globalization;
using VaeMl.Messages;

namespace VaeMl.Reporting;

/// <summary>The plot of the latent space: rows at their posterior means, along the two directions of largest variance.</summary>
internal static class LatentScatter
{
    // Enough to show the shape, few enough to keep the report of millions of rows small.
    private const int MostPerGroup = 1000;

    public static string Draw(HtmlReport report, ScoredRows rows)
    {
        int q = report.Model.LatentSize;
        int[][] shown = [rows.SampleOf(0, MostPerGroup), rows.SampleOf(1, MostPerGroup)];
        float[][] latents = [.. shown.Select(group => Latents(report, group))];
        if (q == 1)
            return new SvgPlot { Width = ReportPage.PlotWidth, Height = ReportPage.PlotHeight, Title = "Latent and score", XTitle = "latent mean", YTitle = "score (nats)" }
                .Scatter(Series(rows, group => shown[group].Select((row, k) => ((double)latents[group][k], (double)rows.Scores[row]))));

        // The components come from an even sample of all rows. The points shown over-represent rare groups.
        PrincipalComponents components = PrincipalComponents.Compute(Latents(report, rows.Sample(2 * MostPerGroup)), q);
        string share = (100 * components.Share).ToString("F0", CultureInfo.InvariantCulture);
        return new SvgPlot
        {
            Width = ReportPage.PlotWidth,
            Height = ReportPage.PlotHeight,
            Title = $"Latent means of {Counted.Format(q, "variable")}",
            XTitle = $"first principal component (both: {share} % of variance)",
            YTitle = "second component",
        }.Scatter(Series(rows, group => shown[group].Select((_, k) => components.Project(latents[group].AsSpan(k * q, q)))));
    }

    private static PlotSeries[] Series(ScoredRows rows, Func<int, IEnumerable<(double X, double Y)>> pointsOf) =>
        [.. rows.Groups.Select(group =>
        {
            (double X, double Y)[] points = [.. pointsOf(group)];
            return new PlotSeries(rows.GroupNames[group], [.. points.Select(p => p.X)], [.. points.Select(p => p.Y)]) { Colour = group };
        })];

    private static float[] Latents(HtmlReport report, int[] indices)
    {
        // Row by row, because a copy of all wide rows would be as large as their table.
        int q = report.Model.LatentSize;
        float[] latents = new float[indices.Length * q];
        for (int k = 0; k < indices.Length; k++)
            report.Model.Score(report.Rows[indices[k]], new ScoreColumns { Latent = latents.AsSpan(k * q, q) });
        return latents;
    }
}
