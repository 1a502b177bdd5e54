namespace VaeMl.Tests.Reporting.Browser;

/// <summary>Finds an installed Chromium or Chrome.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome", "msedge"];

    /// <summary>The program, or null if there is none.</summary>
    public static string? Program { get; } = Find();

    /// <summary>Why it is not here; null if it is.</summary>
    public static string? WhyAbsent => Program is null ? $"There is no Chromium in a folder of PATH ({string.Join(", ", Names)})" : null;

    private static string? Find()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string extension = OperatingSystem.IsWindows() ? ".exe" : "";
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + extension))).FirstOrDefault(File.Exists);
    }
}
