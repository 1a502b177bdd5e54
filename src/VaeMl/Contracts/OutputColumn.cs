namespace VaeMl.Contracts;

/// <summary>Describes a column that a transformer can add. To support another column, add a row to <see cref="All"/>.</summary>
/// <param name="NameOf">Gets the column's name from the options; null if the column is not added.</param>
/// <param name="Named">Returns the options with another name for the column.</param>
/// <param name="Exported">Returns the ONNX export options with a name for this output.</param>
/// <param name="Length">The number of elements in each row.</param>
/// <param name="Asked">Requests the column's numbers, which the model writes into a span row by row.</param>
internal sealed record OutputColumn(
    Func<VaeColumns, string?> NameOf,
    Func<VaeColumns, string?, VaeColumns> Named,
    Func<OnnxExport, string?, OnnxExport> Exported,
    OutputLength Length,
    OutputColumn.Request Asked)
{
    /// <summary>Requests a column's numbers from the model.</summary>
    public delegate void Request(ref ScoreColumns columns, Span<float> numbers);

    /// <summary>The ScoreValueKind annotation by which ML.NET's evaluators recognise the column; null if it has none.</summary>
    public string? ScoreValueKind { get; private init; }

    /// <summary>For a Boolean column that flags rows: the score column that is compared with the threshold. Null for numeric columns.</summary>
    public OutputColumn? FlaggedBy { get; private init; }

    private static OutputColumn Score { get; } = new(
        c => c.ScoreColumnName, (c, name) => c with { ScoreColumnName = name }, (e, name) => e with { Score = name },
        OutputLength.Scalar, static (ref to, numbers) => to.Score = numbers) { ScoreValueKind = "Score" };

    /// <summary>All columns, in the order in which they are added.</summary>
    /// <remarks>Saved transformers store the names in this order, so new columns must go to the end.</remarks>
    public static IReadOnlyList<OutputColumn> All { get; } =
    [
        new(c => c.LatentColumnName, (c, name) => c with { LatentColumnName = name }, (e, name) => e with { Latent = name },
            OutputLength.LatentSize, static (ref to, numbers) => to.Latent = numbers),
        new(c => c.LatentVarianceColumnName, (c, name) => c with { LatentVarianceColumnName = name }, (e, name) => e with { LatentVariance = name },
            OutputLength.LatentSize, static (ref to, numbers) => to.LatentVariance = numbers),
        new(c => c.ElboColumnName, (c, name) => c with { ElboColumnName = name }, (e, name) => e with { Elbo = name },
            OutputLength.Scalar, static (ref to, numbers) => to.Elbo = numbers),
        Score,
        Score with
        {
            NameOf = c => c.PredictedLabelColumnName,
            Named = (c, name) => c with { PredictedLabelColumnName = name },
            Exported = (e, name) => e with { PredictedLabel = name },
            ScoreValueKind = "PredictedLabel",
            FlaggedBy = Score,
        },
        new(c => c.ContributionsColumnName, (c, name) => c with { ContributionsColumnName = name }, (e, name) => e with { Contributions = name },
            OutputLength.Contributions, static (ref to, numbers) => to.Contributions = numbers),
        new(c => c.ReconstructionColumnName, (c, name) => c with { ReconstructionColumnName = name }, (e, name) => e with { Reconstruction = name },
            OutputLength.Features, static (ref to, numbers) => to.Reconstruction = numbers),
        new(c => c.LatentContributionColumnName, (c, name) => c with { LatentContributionColumnName = name }, (e, name) => e with { LatentContribution = name },
            OutputLength.Scalar, static (ref to, numbers) => to.LatentContribution = numbers),
    ];
}
