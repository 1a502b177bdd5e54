namespace VaeMl.Cli.Inference;

/// <summary>What the user says of the columns; of the others their cells decide.</summary>
/// <param name="Label">The column of labels, or null.</param>
/// <param name="Kinds">What columns are to be taken for, by name.</param>
internal sealed record AskedColumns(string? Label, IReadOnlyDictionary<string, AskedKind> Kinds)
{
    /// <summary>Nothing.</summary>
    public static AskedColumns None { get; } = new(null, new Dictionary<string, AskedKind>());
}
