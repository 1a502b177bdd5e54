namespace VaeMl.Reporting;

/// <summary>Points of one kind in a plot: a line, or a group of a scatter.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="X">n abscissas.</param>
/// <param name="Y">n ordinates; points that are not finite are left out.</param>
public sealed record PlotSeries(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>Whether a line is dashed.</summary>
    public bool Dashed { get; init; }

    /// <summary>The number of the colour in the palette, from 0; null for the next one.</summary>
    public int? Colour { get; init; }
}
