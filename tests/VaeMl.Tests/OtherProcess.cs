using System.Diagnostics;

namespace VaeMl.Tests;

/// <summary>Starts the programs that are built beside the tests.</summary>
internal static class OtherProcess
{
    /// <summary>Runs a program and returns its lines.</summary>
    public static string[] Run(string program, params string[] arguments) =>
        Start(Environment.CurrentDirectory, Path.Combine(FolderOf(program), $"{program}.dll"), arguments).Lines;

    /// <summary>Runs a program in a folder.</summary>
    public static ProcessOutput RunIn(string folder, string program) => Start(folder, Path.Combine(FolderOf(program), $"{program}.dll"), []);

    /// <summary>Runs a copy of a program that has its managed files and no native ones, so that TorchSharp cannot load its library.</summary>
    public static string[] RunWithManagedFilesOnly(string program, params string[] arguments)
    {
        using TemporaryFolder copy = new();
        return Start(Environment.CurrentDirectory, Copy(program, copy.Path, []), arguments).Lines;
    }

    /// <summary>Runs such a copy, with files of TorchSharp's native library's names that are none.</summary>
    public static string[] RunWithBrokenLibrary(string program)
    {
        using TemporaryFolder copy = new();
        string assembly = Copy(program, copy.Path, []);
        foreach (string name in (string[])["torch_cpu", "LibTorchSharp"])
            File.WriteAllText(
                Path.Combine(copy.Path, OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so"),
                "not a library");
        return Start(Environment.CurrentDirectory, assembly, []).Lines;
    }

    /// <summary>Runs such a copy in a folder, other files of the program beside it.</summary>
    public static ProcessOutput RunWithManagedFilesOnlyIn(string folder, string program, params string[] files)
    {
        using TemporaryFolder copy = new();
        return Start(folder, Copy(program, copy.Path, files), []);
    }

    private static string Copy(string program, string target, string[] files)
    {
        string source = FolderOf(program);
        // Without the list of dependencies the host takes what lies in the folder, and native files lie elsewhere.
        string[] managed = [.. Directory.GetFiles(source, "*.dll").Select(file => Path.GetFileName(file)), $"{program}.runtimeconfig.json"];
        foreach (string file in (string[])[.. managed, .. files])
        {
            string copy = Path.Combine(target, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(source, file), copy);
        }
        return Path.Combine(target, $"{program}.dll");
    }

    private static string FolderOf(string program) => ((string[])["tests", "src"])
        .Select(parent => AppContext.BaseDirectory.Replace(Path.Combine("tests", "VaeMl.Tests"), Path.Combine(parent, program), StringComparison.Ordinal))
        .First(Directory.Exists);

    private static ProcessOutput Start(string folder, string assembly, string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return new ProcessOutput(output, errors.Result);
    }
}
