using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace VaeMl.Torch.Native;

/// <summary>Checks whether TorchSharp's native library loads. TorchSharp's own attempt prints to the console if it fails, so this one comes first.</summary>
internal static class NativeLibraryCheck
{
    private const string LibTorch = "torch_cpu", LibTorchSharp = "LibTorchSharp";
    private static readonly Lazy<string?> Outcome = new(Try);

    /// <summary>Why the library does not load, and what to do; null if it loads.</summary>
    public static string? Problem => Outcome.Value;

    private static string? Try()
    {
        try
        {
            return Environment.Is64BitProcess ? Load() : NativeLibraryMessage.Absent("the process is not 64-bit");
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or NotSupportedException or TypeLoadException or TypeInitializationException)
        {
            return NativeLibraryMessage.Absent(exception.Message.Split('\n')[0].Trim());
        }
    }

    // Not inlined: a missing TorchSharp.dll must throw inside the caller's try block.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string? Load()
    {
        Assembly assembly = typeof(torch).Assembly;
        // The same order as in TorchSharp. The first may fail if only the linker can find libtorch.
        bool hasLibTorch = LoadsByName(LibTorch, assembly);
        if (LoadsByName(LibTorchSharp, assembly))
            return null;
        NativeLibraryFiles files = new(assembly);
        if (files.Find(LibTorchSharp) is null || !(hasLibTorch || files.Find(LibTorch) is not null))
            return NativeLibraryMessage.Absent();
        try
        {
            // Dependencies come first: in the package cache each package has its own folder, and the loader does not look into the others.
            foreach (string file in new[] { "c10", LibTorch, "torch", LibTorchSharp }.Select(files.Find).OfType<string>())
                NativeLibrary.Load(file);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            return NativeLibraryMessage.DoesNotLoad(NativeLibraryMessage.ReasonOf(exception));
        }
        // A loaded library is found by name. Otherwise TorchSharp copies the packages' files together.
        return LoadsByName(LibTorchSharp, assembly) || (files.FromPackageCache && torch.TryInitializeDeviceType(DeviceType.CPU)) ? null : NativeLibraryMessage.Absent();
    }

    private static bool LoadsByName(string name, Assembly assembly) => NativeLibrary.TryLoad(name, assembly, null, out _);
}
