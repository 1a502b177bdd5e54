using System.Reflection;

namespace VaeMl.Notebooks.Tests;

/// <summary>
/// The packages of this repository, packed by the build of the tests. They are installed anew in each run, into a folder beside the tests: the
/// version does not change from build to build, so the user's own package folder would go on giving an older build.
/// </summary>
internal static class PackageFeed
{
    /// <summary>The folder that holds the packed packages, a source for NuGet.</summary>
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "packages");

    /// <summary>The folder that they are installed into.</summary>
    public static readonly string Installed = Path.Combine(AppContext.BaseDirectory, "installed");

    private static readonly Lazy<bool> _prepared = new(Prepare);

    /// <summary>Points this process and those that it starts to the two folders, so that no notebook needs to name them.</summary>
    public static void Use() => _ = _prepared.Value;

    private static bool Prepare()
    {
        foreach (string package in Ours(Installed))
            Directory.Delete(package, recursive: true);
        Environment.SetEnvironmentVariable("NUGET_PACKAGES", Installed);
        Environment.SetEnvironmentVariable("RestoreAdditionalProjectSources", Folder);

        // Everything else lies where the build took it from, so that no test waits for a network. Unless that folder holds our own packages
        // too: then it must be left aside, and the others come from the configured sources.
        string others = typeof(PackageFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "NuGetPackageRoot").Value!;
        if (!Directory.Exists(others) || Ours(others).Length > 0)
            return false;
        Environment.SetEnvironmentVariable("RestoreFallbackFolders", others);
        Environment.SetEnvironmentVariable("RestoreSources", Folder);
        return true;
    }

    private static string[] Ours(string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetDirectories(folder, "vaeml*").Where(package => Directory.GetDirectories(package).Length > 0)] : [];
}
