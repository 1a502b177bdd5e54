using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace VaeMl.Torch;

/// <summary>Whether TorchSharp's native library loads. TorchSharp's own attempt prints to the console where it fails, so the library is tried before.</summary>
internal static class NativeLibraryCheck
{
    private static readonly Lazy<string?> Outcome = new(Try);

    /// <summary>What is missing and what to add; null if the library loads.</summary>
    public static string? Problem => Outcome.Value;

    private static string? Try()
    {
        string? cause = null;
        try
        {
            if (LoadsByName() || LoadsFromPackageFolders())
                return null;
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or NotSupportedException or TypeLoadException or TypeInitializationException)
        {
            cause = $" ({exception.Message.Split('\n')[0].Trim()})";
        }
        return $"TorchSharp's native library does not load here{cause}. Add the package TorchSharp-cpu to the application (for NVIDIA GPUs TorchSharp-cuda-linux or "
            + "TorchSharp-cuda-windows), or train with VaeTrainer, the built-in trainer, which needs no native library.";
    }

    // Not inlined, so that a missing TorchSharp.dll is met inside the try.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool LoadsByName()
    {
        if (!Environment.Is64BitProcess)
            return false;
        // The order of TorchSharp itself. Where libtorch is found by the linker alone, the first of them may fail.
        NativeLibrary.TryLoad("torch_cpu", typeof(torch).Assembly, null, out _);
        return NativeLibrary.TryLoad("LibTorchSharp", typeof(torch).Assembly, null, out _);
    }

    /// <summary>In notebooks the assemblies are loaded from the package cache, where TorchSharp gathers the native files by itself.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool LoadsFromPackageFolders()
    {
        string? folder = Path.GetDirectoryName(typeof(torch).Assembly.Location);
        if (string.IsNullOrEmpty(folder))
            return false;
        string packages = Path.GetFullPath(Path.Combine(folder, "..", "..", "..", ".."));
        bool isCache = folder.Contains("torchsharp", StringComparison.Ordinal)
            && Directory.Exists(Path.Combine(packages, "torchsharp"))
            && Directory.EnumerateDirectories(packages, "libtorch-cpu-*").Any();
        return isCache && torch.TryInitializeDeviceType(DeviceType.CPU);
    }
}
