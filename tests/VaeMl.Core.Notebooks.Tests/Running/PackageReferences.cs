using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace VaeMl.Notebooks.Tests;

/// <summary>
/// Turns lines <c>#r "nuget: Name, Version"</c> into the assemblies that this project's build put beside the tests, with all they depend on,
/// as its .deps.json lists them. A package that the build doesn't have in that very version is an error.
/// </summary>
internal sealed partial class PackageReferences
{
    private readonly Dictionary<string, JsonElement> _libraries;

    public PackageReferences()
    {
        Assembly tests = typeof(PackageReferences).Assembly;
        string path = Path.Combine(AppContext.BaseDirectory, tests.GetName().Name + ".deps.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        string target = document.RootElement.GetProperty("runtimeTarget").GetProperty("name").GetString()!;
        _libraries = document.RootElement.GetProperty("targets").GetProperty(target).EnumerateObject()
            .ToDictionary(library => library.Name, library => library.Value.Clone(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Takes the references out of a cell's code, leaving empty lines, and returns their assemblies.</summary>
    public (string Code, IReadOnlyList<Assembly> Assemblies) Resolve(string code)
    {
        HashSet<string> keys = [];
        foreach (Match match in Reference().Matches(code))
            Add($"{match.Groups["name"].Value}/{match.Groups["version"].Value}", keys);
        Assembly[] assemblies = [.. keys.SelectMany(RuntimeFiles).Select(file => Assembly.Load(new AssemblyName(Path.GetFileNameWithoutExtension(file))))];
        return (Reference().Replace(code, ""), assemblies);
    }

    private void Add(string key, HashSet<string> keys)
    {
        if (!_libraries.TryGetValue(key, out JsonElement library))
            throw new InvalidOperationException($"The notebook refers to {key.Replace("/", ", ", StringComparison.Ordinal)}, which the tests are not built with.");
        if (!keys.Add(key) || !library.TryGetProperty("dependencies", out JsonElement dependencies))
            return;
        foreach (JsonProperty dependency in dependencies.EnumerateObject())
            Add($"{dependency.Name}/{dependency.Value.GetString()}", keys);
    }

    private IEnumerable<string> RuntimeFiles(string key) =>
        _libraries[key].TryGetProperty("runtime", out JsonElement files) ? files.EnumerateObject().Select(file => file.Name) : [];

    [GeneratedRegex("""^[ \t]*#r[ \t]+"nuget:[ \t]*(?<name>[\w.]+)[ \t]*,[ \t]*(?<version>[^"\s]+)[ \t]*"[ \t]*\r?$""", RegexOptions.Multiline)]
    private static partial Regex Reference();
}
