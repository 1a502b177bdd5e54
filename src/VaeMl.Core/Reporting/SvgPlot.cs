namespace VaeMl.Reporting;

/// <summary>
/// Draws plots as SVG strings for a page, a notebook or a file. Text and axes take the colour of the surrounding text, so a plot suits light and dark pages. The
/// same input gives the same string everywhere.
/// </summary>
/// <example><code>string svg = new SvgPlot { Title = "Loss", XTitle = "epoch" }.Lines(new PlotSeries("ELBO", epochs, elbo));</code></example>
public sealed record SvgPlot
{
    /// <summary>The title above the plot.</summary>
    /// <value>Empty: no title.</value>
    public string Title { get; init; } = "";

    /// <summary>The title of the horizontal axis.</summary>
    /// <value>Empty: no title.</value>
    public string XTitle { get; init; } = "";

    /// <summary>The title of the vertical axis.</summary>
    /// <value>Empty: no title.</value>
    public string YTitle { get; init; } = "";

    /// <summary>The width in pixels. The plot shrinks with the page.</summary>
    /// <value>640.</value>
    public int Width { get; init; } = 640;

    /// <summary>The height in pixels.</summary>
    /// <value>320.</value>
    public int Height { get; init; } = 320;

    /// <summary>The range of the horizontal axis to show.</summary>
    /// <value>Null: all of it.</value>
    public (double Low, double High)? XRange { get; init; }

    /// <summary>The range of the vertical axis to show.</summary>
    /// <value>Null: all of it.</value>
    public (double Low, double High)? YRange { get; init; }

    /// <summary>Draws a line for every series. Long series are thinned to what the width can show.</summary>
    /// <param name="series">The lines, with ascending x values.</param>
    /// <returns>The plot as SVG.</returns>
    public string Lines(params IReadOnlyList<PlotSeries> series)
    {
        PlotFrame frame = new(this, PlotRange.ForX(this, series), PlotRange.ForY(this, series), Legend(series));
        foreach ((PlotSeries line, int k) in series.Select((line, k) => (line, k)))
            frame.Line(Thinned(line, 2 * Width), line.Colour ?? k, line.Dashed);
        return frame.Finish();
    }

    /// <summary>Draws a scatter plot.</summary>
    /// <param name="groups">The groups of points, each in its own colour. Later groups are drawn over earlier ones.</param>
    /// <returns>The plot as SVG.</returns>
    public string Scatter(params IReadOnlyList<PlotSeries> groups)
    {
        PlotRange x = PlotRange.ForX(this, groups);
        PlotFrame frame = new(this, XRange is null ? x.Padded() : x, PlotRange.ForY(this, groups), Legend(groups));
        foreach ((PlotSeries group, int k) in groups.Select((group, k) => (group, k)))
            frame.Points(Finite(group), group.Colour ?? k);
        return frame.Finish();
    }

    /// <summary>Draws a histogram of each sample over common bins, as fractions of the sample. Values beyond <see cref="XRange"/> count in the outermost bins.</summary>
    /// <param name="samples">The samples, each in its own colour.</param>
    /// <param name="marker">The position of a vertical line, or null for none.</param>
    /// <param name="markerName">The label of the line.</param>
    /// <param name="bins">The number of bins, at least 1.</param>
    /// <returns>The plot as SVG.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of bins is less than 1.</exception>
    public string Histogram(IReadOnlyList<PlotSample> samples, double? marker = null, string markerName = "", int bins = 40)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        PlotRange x = XRange is var (low, high) ? PlotRange.Cover([low, high]) : PlotRange.Cover([.. samples.SelectMany(s => s.Values), marker ?? double.NaN]);
        double[][] shares = [.. samples.Select(sample => Shares(sample, x, bins))];
        PlotRange y = YRange is var (bottom, top) ? PlotRange.Cover([bottom, top]) : PlotRange.Cover([0, 1.05 * shares.SelectMany(s => s).DefaultIfEmpty().Max()]);
        bool beyond = samples.Any(s => s.Values.Any(v => double.IsFinite(v) && (v < x.Low || v > x.High)));
        SvgPlot plot = beyond ? this with { XTitle = $"{XTitle} (outer bars include values beyond)".TrimStart() } : this;
        PlotFrame frame = new(plot, x, y, [.. samples.Select((s, k) => (s.Name, k, false))]);
        for (int k = 0; k < shares.Length; k++)
            frame.Columns(shares[k], k);
        if (marker is double at && double.IsFinite(at))
            frame.Marker(at, markerName);
        return frame.Finish();
    }

    /// <summary>Draws horizontal bars, the first at the top. The height depends on their number.</summary>
    /// <param name="bars">The bars.</param>
    /// <returns>The plot as SVG.</returns>
    public string Bars(params IReadOnlyList<PlotBar> bars) => BarChart.Draw(this, bars);

    private static (string, int, bool)[] Legend(IReadOnlyList<PlotSeries> series) => [.. series.Select((s, k) => (s.Name, s.Colour ?? k, s.Dashed))];

    private static List<(double X, double Y)> Finite(PlotSeries series) =>
        [.. series.X.Zip(series.Y).Where(p => double.IsFinite(p.First) && double.IsFinite(p.Second))];

    private static List<(double X, double Y)> Thinned(PlotSeries series, int most)
    {
        List<(double X, double Y)> points = Finite(series);
        int stride = (points.Count + most - 1) / Math.Max(1, most);
        return stride <= 1 ? points : [.. points.Where((_, i) => i % stride == 0 || i == points.Count - 1)];
    }

    private static double[] Shares(PlotSample sample, PlotRange range, int bins)
    {
        double[] shares = new double[bins];
        int count = sample.Values.Count(double.IsFinite);
        foreach (double value in sample.Values.Where(double.IsFinite))
            shares[Math.Clamp((int)((value - range.Low) / (range.High - range.Low) * bins), 0, bins - 1)] += 1.0 / count;
        return shares;
    }
}
