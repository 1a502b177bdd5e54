namespace VaeMl.Tests.Documents;

/// <summary>A block of code in a document.</summary>
/// <param name="Document">The document's name.</param>
/// <param name="Language">What it is written in, as the document says; empty if it does not.</param>
/// <param name="Code">Its lines.</param>
internal sealed record CodeBlock(string Document, string Language, string Code)
{
    /// <summary>Whether it stands in a file of code, line by line, however far its lines are indented.</summary>
    public bool StandsIn(string file) => Normalized(File.ReadAllText(file)).Contains(Normalized(Code), StringComparison.Ordinal);

    public bool Mentions(string text) => Code.Contains(text, StringComparison.Ordinal);

    private static string Normalized(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
}
