using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace VaeMl.Tests.Documents;

/// <summary>A Markdown file of the repository.</summary>
/// <param name="name">Its path from the repository's folder, with slashes.</param>
internal sealed partial class Document(string name)
{
    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    /// <summary>Every document but those that builds and tools leave behind.</summary>
    public static IReadOnlyList<Document> All { get; } =
        [.. Files(Root).Select(file => new Document(Path.GetRelativePath(Root, file).Replace('\\', '/'))).OrderBy(document => document.Name, StringComparer.Ordinal)];

    /// <summary>Its path from the repository's folder, with slashes.</summary>
    public string Name => name;

    /// <summary>The file.</summary>
    public string FullPath => Path.Combine(Root, name);

    /// <summary>What it says.</summary>
    public string Text { get; } = File.ReadAllText(Path.Combine(Root, name)).ReplaceLineEndings("\n");

    /// <summary>Its blocks of code, in order.</summary>
    public IEnumerable<CodeBlock> Blocks => Fenced().Matches(Text).Select(match => new CodeBlock(name, match.Groups[1].Value, match.Groups[2].Value));

    /// <summary>Where its links lead, as written.</summary>
    public IEnumerable<string> Links => Link().Matches(Fenced().Replace(Text, "")).Select(match => match.Groups[1].Value);

    /// <summary>The blocks of all documents in a language.</summary>
    public static IEnumerable<CodeBlock> BlocksIn(string language) => All.SelectMany(document => document.Blocks).Where(block => block.Language == language);

    public override string ToString() => name;

    private static IEnumerable<string> Files(string folder) => Directory.GetFiles(folder, "*.md")
        .Concat(Directory.GetDirectories(folder).Where(IsOurs).SelectMany(Files));

    private static bool IsOurs(string folder) => Path.GetFileName(folder) is var name
        && (name == ".github" || (!name.StartsWith('.') && name is not ("bin" or "obj" or "artifacts" or "TestResults" or "node_modules")));

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^ *```(\w*)\n(.*?)^ *```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
