using System.Text.RegularExpressions;

namespace VaeMl.Tests.Documents;

/// <summary>What every document keeps to. That its code runs is tested by <see cref="ReadmeTests"/> and the tests that it names.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] Languages = ["bash", "csharp", "javascript", "python"];
    private static readonly string[] Packages = ["VaeMl.Cli", "VaeMl.Core", "VaeMl.Torch", "VaeMl"];

    public static TheoryData<string> Names => [.. Document.All.Select(document => document.Name)];

    [Fact]
    public void The_README_is_short() =>
        Assert.InRange(Document.All.Single(document => document.Name == "README.md").Text.Split('\n').Length, 50, 150);

    [Fact]
    public void Every_package_has_a_document_of_its_own() =>
        Assert.Equal(Packages.Select(package => $"src/{package}/README.md"), Packaged.Select(document => document.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Code_is_in_a_language_that_tests_run(string name) => Assert.All(Named(name).Blocks, block => Assert.Contains(block.Language, Languages));

    [Theory]
    [MemberData(nameof(Names))]
    public void Links_lead_somewhere(string name)
    {
        string folder = Path.GetDirectoryName(Named(name).FullPath)!;
        Assert.All(Named(name).Links.Where(IsRelative), link =>
        {
            string[] parts = link.Split('#');
            string target = parts[0].Length == 0 ? Named(name).FullPath : Path.Combine(folder, parts[0]);
            Assert.True(Path.Exists(target), $"{link} leads nowhere");
            if (parts.Length > 1)
                Assert.Contains(parts[1], Headings(File.ReadAllText(target)));
        });
    }

    [Fact]
    public void What_is_shown_elsewhere_has_no_links_into_the_repository() =>
        Assert.All(Packaged, document => Assert.DoesNotContain(document.Links, IsRelative));

    [Theory]
    [MemberData(nameof(Names))]
    public void Commands_name_files_that_are_there(string name) => Assert.All(
        Named(name).Blocks.Where(block => block.Language == "bash").SelectMany(block => OwnPath().Matches(block.Code).Select(match => match.Value)),
        path => Assert.True(Path.Exists(Path.Combine(Document.Root, path)), $"{path} is not there"));

    private static IEnumerable<Document> Packaged => Document.All.Where(document => PackageFile().IsMatch(document.Name));

    private static Document Named(string name) => Document.All.Single(document => document.Name == name);

    private static bool IsRelative(string link) => !link.Contains("://", StringComparison.Ordinal);

    /// <summary>Headings as links name them.</summary>
    private static IEnumerable<string> Headings(string text) => Heading().Matches(text)
        .Select(match => NoPartOfName().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex("^src/[^/]+/README.md$")]
    private static partial Regex PackageFile();

    [GeneratedRegex(@"(?<![\w/.$""])(src|tests|notebooks)/[\w./-]*\w")]
    private static partial Regex OwnPath();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoPartOfName();
}
