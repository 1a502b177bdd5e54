namespace VaeMl.Torch.Native;

/// <summary>The messages for a native library of TorchSharp that does not load.</summary>
internal static class NativeLibraryMessage
{
    private const string Start = "TorchSharp's native library does not load here", BuiltIn = "train with VaeTrainer, the built-in trainer, which needs no native library.";

    /// <summary>The library is missing.</summary>
    /// <param name="cause">More about the cause, or null.</param>
    public static string Absent(string? cause = null) =>
        $"{Start}{(cause is null ? "" : $" ({cause})")}. Add the package TorchSharp-cpu to the application (for NVIDIA GPUs TorchSharp-cuda-linux or "
        + $"TorchSharp-cuda-windows), or {BuiltIn}";

    /// <summary>The library was found, but the loader rejects it.</summary>
    /// <param name="reason">The loader's reason.</param>
    public static string DoesNotLoad(string reason)
    {
        // The wording of glibc: version `GLIBCXX_3.4.32' not found.
        bool systemIsOlder = reason.Contains("GLIBC", StringComparison.Ordinal) || reason.Contains("CXXABI_", StringComparison.Ordinal);
        string remedy = systemIsOlder
            ? "It needs glibc 2.34 and the C++ library of GCC 13.2, or later ones: run on Debian 13, Ubuntu 24.04, Fedora 39, RHEL 10 or later"
            : "Provide what the loader asks for";
        return $"{Start}: {reason.TrimEnd('.')}. {remedy}, or {BuiltIn}";
    }

    /// <summary>The loader's own message. On Unix, .NET puts a line of advice before it.</summary>
    public static string ReasonOf(Exception exception)
    {
        string[] lines = exception.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length > 1 ? string.Join("; ", lines[1..]) : lines[0];
    }
}
