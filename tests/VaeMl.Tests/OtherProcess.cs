using System.Diagnostics;

namespace VaeMl.Tests;

/// <summary>Starts the programs that are built beside the tests.</summary>
internal static class OtherProcess
{
    /// <summary>Runs a program and returns its lines.</summary>
    public static string[] Run(string program, params string[] arguments) => Start(Path.Combine(FolderOf(program), $"{program}.dll"), arguments);

    /// <summary>Runs a program in a folder that holds its managed files and no native ones, so that TorchSharp cannot load its library.</summary>
    public static string[] RunWithManagedFilesOnly(string program, params string[] arguments) => RunInFolder(program, [], arguments);

    /// <summary>Runs a program in such a folder, with files of TorchSharp's native library's names that are none.</summary>
    public static string[] RunWithBrokenLibrary(string program) => RunInFolder(
        program, [.. ((string[])["torch_cpu", "LibTorchSharp"]).Select(name => OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so")]);

    private static string[] RunInFolder(string program, string[] brokenLibraries, params string[] arguments)
    {
        using TemporaryFolder folder = new();
        string source = FolderOf(program);
        // Without the list of dependencies the host takes what lies in the folder, and native files lie elsewhere.
        foreach (string file in (string[])[.. Directory.GetFiles(source, "*.dll"), Path.Combine(source, $"{program}.runtimeconfig.json")])
            File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        foreach (string library in brokenLibraries)
            File.WriteAllText(Path.Combine(folder.Path, library), "not a library");
        return Start(Path.Combine(folder.Path, $"{program}.dll"), arguments);
    }

    private static string FolderOf(string program) => AppContext.BaseDirectory.Replace("VaeMl.Tests", program, StringComparison.Ordinal);

    private static string[] Start(string assembly, string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [assembly, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
