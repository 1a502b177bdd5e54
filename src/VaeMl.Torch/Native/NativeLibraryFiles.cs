using System.Reflection;
using System.Runtime.InteropServices;

namespace VaeMl.Torch.Native;

/// <summary>
/// Finds TorchSharp's native files: beside the application, where the host looks, or in the package cache, from which notebooks load assemblies.
/// </summary>
internal sealed class NativeLibraryFiles
{
    private readonly List<string> _folders;

    /// <param name="torchSharp">The assembly TorchSharp.dll.</param>
    public NativeLibraryFiles(Assembly torchSharp)
    {
        string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        string platform = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? $"{system}-arm64" : $"{system}-x64";
        string native = Path.Combine("runtimes", platform, "native");
        string searched = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        _folders = [.. searched.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries), AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, native)];
        // The location is empty in a single-file application.
        if (Path.GetDirectoryName(torchSharp.Location) is not { Length: > 0 } folder)
            return;
        // torchsharp/VERSION/lib/FRAMEWORK/TorchSharp.dll
        string package = Path.GetFullPath(Path.Combine(folder, "..", "..")), packages = Path.GetFullPath(Path.Combine(package, "..", ".."));
        string libTorch = Path.Combine(packages, $"libtorch-cpu-{platform}", LibTorchVersion(torchSharp), native);
        FromPackageCache = Path.GetFileName(Path.GetDirectoryName(package)) == "torchsharp" && Directory.Exists(libTorch);
        _folders.Add(folder);
        if (FromPackageCache)
            _folders.AddRange([Path.Combine(package, native), libTorch]);
    }

    /// <summary>Whether TorchSharp.dll is in the package cache, and libtorch too.</summary>
    public bool FromPackageCache { get; }

    /// <summary>The file of a library; null if it is not found.</summary>
    /// <param name="library">The name of the library, without the platform's prefix and suffix.</param>
    public string? Find(string library)
    {
        string name = OperatingSystem.IsWindows() ? $"{library}.dll" : OperatingSystem.IsMacOS() ? $"lib{library}.dylib" : $"lib{library}.so";
        return _folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>The version of libtorch that TorchSharp needs, which is also the name of its package's folder; empty if unknown.</summary>
    public static string LibTorchVersion(Assembly torchSharp)
    {
        // The constant behind torch.__version__. Reading that property would load the library, and print if it fails.
        object? constant = torchSharp.GetType("TorchSharp.torch")?.GetField("libtorchPackageVersion", BindingFlags.NonPublic | BindingFlags.Static)?.GetRawConstantValue();
        return Version.TryParse(constant as string, out Version? version) ? version.ToString(version.Revision > 0 ? 4 : 3) : "";
    }
}
