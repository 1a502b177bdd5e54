namespace VaeMl.Cli.Inference;

/// <summary>What the user specified about columns. The kinds of all other columns are inferred from their cells.</summary>
/// <param name="Label">The name of the label column, or null.</param>
/// <param name="Kinds">The kinds specified, by column name.</param>
internal sealed record AskedColumns(string? Label, IReadOnlyDictionary<string, AskedKind> Kinds)
{
    /// <summary>Nothing was specified.</summary>
    public static AskedColumns None { get; } = new(null, new Dictionary<string, AskedKind>());
}
