using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace VaeMl.Tests.Architecture;

/// <summary>Which of a project's folders use which others, by the types that their code names.</summary>
internal sealed partial class FolderGraph
{
    private readonly Dictionary<string, SourceType> _types;

    /// <summary>Each arrow between two folders of the project, with the types at its ends.</summary>
    public ILookup<(string From, string To), string> Arrows { get; }

    /// <param name="folder">The project's.</param>
    /// <param name="assembly">What was built from it.</param>
    public FolderGraph(string folder, System.Reflection.Assembly assembly)
    {
        _types = SourceTypes(folder).ToDictionary(type => type.FullName);
        Arrows = (
            from type in new ArchLoader().LoadAssemblies(assembly).Build().Types
            let own = Find(type)
            where own is not null
            from target in type.Dependencies.Select(dependency => Find(dependency.Target)).Distinct()
            where target is not null && target.Folder != own.Folder
            select (Arrow: (own.Folder, target.Folder), Ends: $"{own.Name} uses {target.Name}"))
            .Distinct().ToLookup(edge => edge.Arrow, edge => edge.Ends);
    }

    /// <summary>The folders that hold types.</summary>
    public IEnumerable<string> Folders => _types.Values.Select(type => type.Folder).Distinct();

    /// <summary>The types declared, each once even where it is declared in parts.</summary>
    public IReadOnlyCollection<SourceType> Types => _types.Values;

    /// <summary>Every use that goes against the order.</summary>
    /// <param name="order">The folders, each after those that it may use; "" is the project's own.</param>
    public IEnumerable<string> Against(string[] order) =>
        from arrow in Arrows
        where Array.IndexOf(order, arrow.Key.To) > Array.IndexOf(order, arrow.Key.From)
        from ends in arrow
        select $"{Shown(arrow.Key.From)} → {Shown(arrow.Key.To)}: {ends}";

    /// <summary>The types whose namespace is not their folder's.</summary>
    /// <param name="root">The namespace of the project's own folder.</param>
    /// <param name="published">The namespaces in which users find public types, whatever folder these are in.</param>
    public IEnumerable<string> WithOtherNamespaces(string root, params string[] published) =>
        from type in Types
        let expected = type.Folder.Length > 0 ? $"{root}.{type.Folder.Replace('/', '.')}" : root
        where type.Namespace != expected && !(type.IsPublic && published.Contains(type.Namespace))
        select $"{type.FullName} is in the folder of {expected}";

    private static string Shown(string folder) => folder.Length > 0 ? folder : "the project's own folder";

    /// <summary>A nested type counts as the one around it, and generated code as none.</summary>
    private SourceType? Find(IType type) => _types.GetValueOrDefault(type.FullName.Split('+')[0].Split('`')[0]);

    private static IEnumerable<SourceType> SourceTypes(string folder)
    {
        IEnumerable<SourceType> all =
            from path in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            let relative = Path.GetRelativePath(folder, path).Replace('\\', '/')
            where !relative.StartsWith("obj/", StringComparison.Ordinal) && !relative.StartsWith("bin/", StringComparison.Ordinal)
            let text = File.ReadAllText(path)
            let space = Namespace().Match(text).Groups[1].Value
            from Match match in Declaration().Matches(text)
            select new SourceType(Path.GetDirectoryName(relative)!.Replace('\\', '/'), space, match.Groups["name"].Value, match.Groups["access"].Value == "public");
        return all.DistinctBy(type => type.FullName);
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(?<access>public|internal) [^\r\n(={]*?\b(class|struct|interface|enum|record|delegate \S+) (class |struct )?(?<name>[A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
