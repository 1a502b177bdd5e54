using VaeMl.Torch.Native;

namespace VaeMl.Torch.Tests.Library;

/// <summary>What the loader says, and what is made of it.</summary>
public sealed class MessageTests
{
    private const string OlderSystem =
        "/lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /app/runtimes/linux-x64/native/libLibTorchSharp.so)";

    [Fact]
    public void An_older_system_is_told_which_ones_work() => Assert.Equal(
        $"TorchSharp's native library does not load here: {OlderSystem}. It needs glibc 2.34 and the C++ library of GCC 13.2, or later ones: run on "
        + "Debian 13, Ubuntu 24.04, Fedora 39, RHEL 10 or later, or train with VaeTrainer, the built-in trainer, which needs no native library.",
        NativeLibraryMessage.DoesNotLoad(OlderSystem));

    [Theory]
    [InlineData("/lib64/libc.so.6: version `GLIBC_2.34' not found (required by libLibTorchSharp.so)", true)]
    [InlineData("libstdc++.so.6: version `CXXABI_1.3.13' not found", true)]
    [InlineData("libgomp.so.1: cannot open shared object file: No such file or directory", false)]
    [InlineData("An attempt was made to load a program with an incorrect format. (0x8007000B)", false)]
    public void Other_reasons_have_other_remedies(string reason, bool olderSystem)
    {
        string message = NativeLibraryMessage.DoesNotLoad(reason);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Contains(olderSystem ? "Debian 13" : "Provide what the loader asks for", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Add the package", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"Unable to load shared library 'x'. Consider using a tool like strace: \n{OlderSystem}\n", OlderSystem)]
    [InlineData("Unable to load DLL 'x': The module could not be found. (0x8007007E)", "Unable to load DLL 'x': The module could not be found. (0x8007007E)")]
    public void The_reason_is_the_loaders_own(string message, string reason) =>
        Assert.Equal(reason, NativeLibraryMessage.ReasonOf(new DllNotFoundException(message)));
}
