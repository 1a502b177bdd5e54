using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using TorchSharp;
using VaeMl.Torch.Native;

namespace VaeMl.Torch.Tests.Library;

/// <summary>This assembly as an application of its own, in a folder that has managed files only, and what a test puts beside them.</summary>
internal sealed class ApplicationFolder : IDisposable
{
    private static readonly Assembly TorchSharpAssembly = typeof(torch).Assembly;
    private static readonly string Application = typeof(ApplicationFolder).Assembly.Location, ManagedPart = TorchSharpAssembly.Location;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vaeml");

    /// <param name="withManagedPart">Whether TorchSharp.dll is among the files.</param>
    public ApplicationFolder(bool withManagedPart)
    {
        // Without the list of dependencies the host takes what lies in the folder, and native files lie elsewhere.
        string[] files = [.. Directory.GetFiles(AppContext.BaseDirectory, "*.dll"), Path.ChangeExtension(Application, ".runtimeconfig.json")];
        foreach (string file in files.Where(file => withManagedPart || Path.GetFileName(file) != Path.GetFileName(ManagedPart)))
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Files of the libraries' names that are none.</summary>
    public void AddBrokenLibraries()
    {
        foreach (string file in (string[])[LibTorch, LibTorchSharp])
            File.WriteAllText(Path.Combine(_folder.FullName, Path.GetFileName(file)), "not a library");
    }

    /// <summary>A package cache with the packages TorchSharp and libtorch-cpu.</summary>
    /// <returns>The path of TorchSharp.dll in it.</returns>
    public string AddPackageCache()
    {
        string managed = Path.Combine(_folder.FullName, "packages", "torchsharp", "1.2.3", "lib", "net8.0", Path.GetFileName(ManagedPart));
        Directory.CreateDirectory(Path.GetDirectoryName(managed)!);
        File.Copy(ManagedPart, managed);
        string source = Path.GetDirectoryName(LibTorch)!, native = Path.GetRelativePath(AppContext.BaseDirectory, source), platform = Path.GetFileName(Path.GetDirectoryName(source))!;
        foreach (string file in Directory.GetFiles(source))
        {
            string package = file == LibTorchSharp ? Path.Combine("torchsharp", "1.2.3") : Path.Combine($"libtorch-cpu-{platform}", NativeLibraryFiles.LibTorchVersion(TorchSharpAssembly));
            string target = Path.Combine(_folder.FullName, "packages", package, native, Path.GetFileName(file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            // Links need a privilege there.
            if (OperatingSystem.IsWindows())
                File.Copy(file, target);
            else
                File.CreateSymbolicLink(target, file);
        }
        return managed;
    }

    /// <summary>Runs <see cref="LibraryProcess"/>.</summary>
    /// <returns>All that the process printed, errors included.</returns>
    public string[] Run(VaeModel model, VaeData rows, params string[] more)
    {
        string modelFile = Path.Combine(_folder.FullName, "model.onnx"), rowsFile = Path.Combine(_folder.FullName, "rows.csv");
        model.Save(modelFile);
        File.WriteAllLines(rowsFile, Enumerable.Range(0, rows.Count).Select(i =>
            string.Join(',', rows[i].ToArray().Select(value => value.ToString("R", CultureInfo.InvariantCulture)))));
        ProcessStartInfo start = new("dotnet", [Path.Combine(_folder.FullName, Path.GetFileName(Application)), modelFile, rowsFile, .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output + errors.Result);
        return (output + errors.Result).Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    private static string LibTorch => Find("torch_cpu");

    private static string LibTorchSharp => Find("LibTorchSharp");

    private static string Find(string library) => new NativeLibraryFiles(TorchSharpAssembly).Find(library)!;
}
