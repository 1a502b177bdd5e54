using System.Diagnostics;
using System.Runtime.InteropServices;

namespace VaeMl.Tests.Files;

/// <summary>Signals and named pipes, which .NET does not make.</summary>
internal static partial class Posix
{
    public const int Interrupt = 2, Terminate = 15;

    public static void Send(Process process, int signal) => Assert.Equal(0, Kill(process.Id, signal));

    /// <summary>Makes a named pipe.</summary>
    public static string Pipe(string path)
    {
        Assert.Equal(0, MakePipe(path, 0x180));
        return path;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakePipe(string path, uint mode);
}
