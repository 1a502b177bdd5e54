namespace VaeMl.Reporting;

/// <summary>The points of a line, or of one group of a scatter plot.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="X">n x values.</param>
/// <param name="Y">n y values. Points that are not finite are omitted.</param>
public sealed record PlotSeries(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>Whether the line is dashed.</summary>
    public bool Dashed { get; init; }

    /// <summary>The number of the colour in the palette, from 0; null for the next one.</summary>
    public int? Colour { get; init; }
}
