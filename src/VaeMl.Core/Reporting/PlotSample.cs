namespace VaeMl.Reporting;

/// <summary>The values of one group in a histogram.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="Values">The values. Those that are not finite are omitted.</param>
public sealed record PlotSample(string Name, IReadOnlyList<double> Values);
