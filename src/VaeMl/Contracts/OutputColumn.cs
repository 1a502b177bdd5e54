namespace VaeMl.Contracts;

/// <summary>A column that a transformer can add: all that is to be known of it, in one place. A further column is a further row of <see cref="All"/>.</summary>
/// <param name="NameOf">The name that options give it, or null.</param>
/// <param name="Named">The options with another name for it.</param>
/// <param name="Exported">An ONNX file's outputs with this one under a name.</param>
/// <param name="Length">How many elements a row has.</param>
/// <param name="Asked">Has its numbers computed into a span, row after row.</param>
internal sealed record OutputColumn(
    Func<VaeColumns, string?> NameOf,
    Func<VaeColumns, string?, VaeColumns> Named,
    Func<OnnxExport, string?, OnnxExport> Exported,
    OutputLength Length,
    OutputColumn.Request Asked)
{
    /// <summary>Asks the model for a column's numbers.</summary>
    public delegate void Request(ref ScoreColumns columns, Span<float> numbers);

    /// <summary>What ML.NET's evaluators are to take it for, by the name of the value; null if nothing.</summary>
    public string? ScoreValueKind { get; private init; }

    /// <summary>The column by whose numbers the model decides whether a row is flagged, of a Boolean column that says so; null for columns of numbers.</summary>
    public OutputColumn? FlaggedBy { get; private init; }

    private static OutputColumn Score { get; } = new(
        c => c.ScoreColumnName, (c, name) => c with { ScoreColumnName = name }, (e, name) => e with { Score = name },
        OutputLength.Scalar, static (ref to, numbers) => to.Score = numbers) { ScoreValueKind = "Score" };

    /// <summary>The columns in the order in which they are added.</summary>
    /// <remarks>Saved transformers name them in this order, so that new ones come last.</remarks>
    public static IReadOnlyList<OutputColumn> All { get; } =
    [
        new(c => c.LatentColumnName, (c, name) => c with { LatentColumnName = name }, (e, name) => e with { Latent = name },
            OutputLength.LatentSize, static (ref to, numbers) => to.Latent = numbers),
        new(c => c.LatentVarianceColumnName, (c, name) => c with { LatentVarianceColumnName = name }, (e, name) => e with { LatentVariance = name },
            OutputLength.LatentSize, static (ref to, numbers) => to.LatentVariance = numbers),
        new(c => c.ElboColumnName, (c, name) => c with { ElboColumnName = name }, (e, name) => e with { Elbo = name },
            OutputLength.Scalar, static (ref to, numbers) => to.Elbo = numbers),
        Score,
        new(c => c.PredictedLabelColumnName, (c, name) => c with { PredictedLabelColumnName = name }, (e, name) => e with { PredictedLabel = name },
            OutputLength.Scalar, static (ref to, numbers) => to.Score = numbers) { ScoreValueKind = "PredictedLabel", FlaggedBy = Score },
        new(c => c.ContributionsColumnName, (c, name) => c with { ContributionsColumnName = name }, (e, name) => e with { Contributions = name },
            OutputLength.Contributions, static (ref to, numbers) => to.Contributions = numbers),
        new(c => c.ReconstructionColumnName, (c, name) => c with { ReconstructionColumnName = name }, (e, name) => e with { Reconstruction = name },
            OutputLength.Features, static (ref to, numbers) => to.Reconstruction = numbers),
        new(c => c.LatentContributionColumnName, (c, name) => c with { LatentContributionColumnName = name }, (e, name) => e with { LatentContribution = name },
            OutputLength.Scalar, static (ref to, numbers) => to.LatentContribution = numbers),
    ];
}
