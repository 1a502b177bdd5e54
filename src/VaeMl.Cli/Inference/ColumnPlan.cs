namespace VaeMl.Cli.Inference;

/// <summary>What becomes of a file's column.</summary>
/// <param name="Column">Its number in the file.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kept">What it is to the model; null if it is left out.</param>
/// <param name="Content">What it holds, or why it is left out, in a few words.</param>
/// <param name="Missing">The number of its cells without a value.</param>
internal sealed record ColumnPlan(int Column, string Name, SchemaColumn? Kept, string Content, long Missing);
