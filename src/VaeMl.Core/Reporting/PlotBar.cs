namespace VaeMl.Reporting;

/// <summary>One bar.</summary>
/// <param name="Name">The name beside it.</param>
/// <param name="Value">Its length, in the axis's units.</param>
public sealed record PlotBar(string Name, double Value);
