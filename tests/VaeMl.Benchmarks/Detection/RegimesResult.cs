namespace VaeMl.Benchmarks.Detection;

/// <summary>One training's figures.</summary>
/// <param name="Family">The family of tables.</param>
/// <param name="Contamination">The share of faulty rows among the training rows.</param>
/// <param name="Seed">Of the shuffle and the training.</param>
/// <param name="Auroc">× 100.</param>
/// <param name="AveragePrecision">× 100.</param>
/// <param name="NormalFlagged">% of the normal test rows flagged at the default flag rate.</param>
/// <param name="FaultyFlagged">% of the faulty test rows flagged.</param>
/// <param name="Seconds">Wall-clock time of the fit, calibration included.</param>
internal sealed record RegimesResult(
    string Family, double Contamination, int Seed, double Auroc, double AveragePrecision, double NormalFlagged, double FaultyFlagged, double Seconds);
