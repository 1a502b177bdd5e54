namespace VaeMl.Cli.Inference;

/// <summary>How a column of a file is used.</summary>
/// <param name="Column">The index of the column in the file.</param>
/// <param name="Name">The name of the column.</param>
/// <param name="Kept">The column of the model's schema; null if it is excluded.</param>
/// <param name="Content">Its content, or the reason why it is excluded, in a few words.</param>
/// <param name="Missing">The number of missing values.</param>
internal sealed record ColumnPlan(int Column, string Name, SchemaColumn? Kept, string Content, long Missing);
