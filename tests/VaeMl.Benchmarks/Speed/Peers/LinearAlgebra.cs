using System.Diagnostics;
using System.Runtime.InteropServices;
using TorchSharp;

namespace VaeMl.Benchmarks.Speed.Peers;

/// <summary>Names what multiplies TorchSharp's matrices, as far as the process tells.</summary>
internal static class LinearAlgebra
{
    public static string Describe()
    {
        string threads = $"libtorch {torch.get_num_threads()} thread(s)";
        using Process process = Process.GetCurrentProcess();
        foreach (ProcessModule module in process.Modules)
        {
            if (!module.ModuleName.Contains("openblas", StringComparison.OrdinalIgnoreCase) || !NativeLibrary.TryLoad(module.FileName, out nint library))
                continue;
            string kernels = Marshal.PtrToStringUTF8(Call(library, "openblas_get_corename"))!;
            return $"{Marshal.PtrToStringUTF8(Call(library, "openblas_get_config"))}, {kernels} kernels, {Call(library, "openblas_get_num_threads")} thread(s); {threads}";
        }
        return $"the BLAS inside libtorch (oneMKL in the published packages for x64, Accelerate on macOS); {threads}";
    }

    private static nint Call(nint library, string function) => Marshal.GetDelegateForFunctionPointer<Query>(NativeLibrary.GetExport(library, function))();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint Query();
}
