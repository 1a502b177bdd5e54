namespace VaeMl.Reporting;

/// <summary>Values of one kind in a histogram.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="Values">The values; those that are not finite are left out.</param>
public sealed record PlotSample(string Name, IReadOnlyList<double> Values);
