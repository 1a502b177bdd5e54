using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace VaeMl.Torch.Native;

/// <summary>Whether TorchSharp's native library loads. TorchSharp's own attempt prints to the console where it fails, so the library is tried before.</summary>
internal static class NativeLibraryCheck
{
    private const string LibTorch = "torch_cpu", LibTorchSharp = "LibTorchSharp";
    private static readonly Lazy<string?> Outcome = new(Try);

    /// <summary>What is wrong and what helps; null if the library loads.</summary>
    public static string? Problem => Outcome.Value;

    private static string? Try()
    {
        try
        {
            return Environment.Is64BitProcess ? Load() : NativeLibraryMessage.Absent("the process is not a 64-bit one");
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or NotSupportedException or TypeLoadException or TypeInitializationException)
        {
            return NativeLibraryMessage.Absent(exception.Message.Split('\n')[0].Trim());
        }
    }

    // Not inlined, so that a missing TorchSharp.dll is met inside the try.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string? Load()
    {
        Assembly assembly = typeof(torch).Assembly;
        // The order of TorchSharp itself. Where libtorch is found by the linker alone, the first of them may fail.
        bool hasLibTorch = LoadsByName(LibTorch, assembly);
        if (LoadsByName(LibTorchSharp, assembly))
            return null;
        NativeLibraryFiles files = new(assembly);
        if (files.Find(LibTorchSharp) is null || !(hasLibTorch || files.Find(LibTorch) is not null))
            return NativeLibraryMessage.Absent();
        try
        {
            // From the bottom up: in the package cache each package has a folder of its own, where the loader does not look for another's files.
            foreach (string file in new[] { "c10", LibTorch, "torch", LibTorchSharp }.Select(files.Find).OfType<string>())
                NativeLibrary.Load(file);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            return NativeLibraryMessage.DoesNotLoad(NativeLibraryMessage.ReasonOf(exception));
        }
        // What is loaded is found by its name. Where it is not, TorchSharp gathers the packages' files by itself.
        return LoadsByName(LibTorchSharp, assembly) || (files.FromPackageCache && torch.TryInitializeDeviceType(DeviceType.CPU)) ? null : NativeLibraryMessage.Absent();
    }

    private static bool LoadsByName(string name, Assembly assembly) => NativeLibrary.TryLoad(name, assembly, null, out _);
}
