namespace VaeMl.Tests.Architecture;

/// <summary>A type that a source file declares.</summary>
/// <param name="Folder">The file's, within the project; "" is the project's own.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsPublic">Whether other assemblies see it.</param>
internal sealed record SourceType(string Folder, string Namespace, string Name, bool IsPublic)
{
    public string FullName => $"{Namespace}.{Name}";
}
