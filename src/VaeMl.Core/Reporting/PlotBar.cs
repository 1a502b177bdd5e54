namespace VaeMl.Reporting;

/// <summary>A bar of a bar chart.</summary>
/// <param name="Name">The label.</param>
/// <param name="Value">The length, in the axis's units.</param>
public sealed record PlotBar(string Name, double Value);
