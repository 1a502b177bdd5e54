using System.Globalization;

namespace VaeMl.Benchmarks.Detection;

/// <summary>One split's figures.</summary>
/// <param name="Set">The data set.</param>
/// <param name="Setting">semi or unsup.</param>
/// <param name="Seed">The split's seed.</param>
/// <param name="Auroc">× 100.</param>
/// <param name="Auprc">Average precision × 100.</param>
internal sealed record AdbenchResult(string Set, string Setting, int Seed, double Auroc, double Auprc)
{
    /// <summary>Normal test rows that do not occur in training.</summary>
    public int UnseenNormals { get; init; }

    /// <summary>Rows that the threshold rests on.</summary>
    public int CalibrationRows { get; init; }

    /// <summary>Whether training warned that the scores change along the rows, so that new rows may be flagged at another rate.</summary>
    public bool WarnsOfDrift { get; init; }

    /// <summary>The share of the unseen normal rows that is flagged at each of <see cref="VaeDetector.FlagRates"/>.</summary>
    public IReadOnlyList<double> Flagged { get; init; } = [];

    /// <summary>The same with the normal rows parted at random.</summary>
    public IReadOnlyList<double> FlaggedShuffled { get; init; } = [];

    public static IEnumerable<string> Csv(IEnumerable<AdbenchResult> results) =>
        results.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Set},{r.Setting},{r.Seed},{r.Auroc:F3},{r.Auprc:F3}"))
            .Prepend("dataset,setting,seed,auroc,auprc");
}
