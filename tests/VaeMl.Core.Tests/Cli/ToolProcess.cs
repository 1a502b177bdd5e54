using System.Diagnostics;
using VaeMl.Tests.Files;

namespace VaeMl.Tests.Cli;

/// <summary>The tool in a process of its own, with a folder of its own for temporary files.</summary>
internal sealed class ToolProcess : IDisposable
{
    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("vaeml-tmp-");
    private readonly Task<string> _error;

    /// <param name="limitBlocks">The most a file may hold, in the shell's blocks; none if null.</param>
    /// <param name="arguments">The tool's.</param>
    public ToolProcess(int? limitBlocks, params string[] arguments)
    {
        string[] dotnet = ["dotnet", Path.Combine(AppContext.BaseDirectory, "vaeml.dll"), .. arguments];
        ProcessStartInfo start = limitBlocks is null
            ? new(dotnet[0], dotnet[1..])
            : new("sh", ["-c", FormattableString.Invariant($"trap '' XFSZ; ulimit -f {limitBlocks}; exec \"$@\""), "sh", .. dotnet]);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        // The runtime keeps code in a file in memory, which the limit would be for as well.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["TMPDIR"] = _temporary.FullName;
        Process = Process.Start(start)!;
        _error = Process.StandardError.ReadToEndAsync();
    }

    public Process Process { get; }

    /// <summary>What is in the folder for temporary files.</summary>
    public string[] Temporary => Directory.GetFileSystemEntries(_temporary.FullName);

    public void Send(int signal) => Posix.Send(Process, signal);

    /// <summary>Waits for the end.</summary>
    public (int Code, string Error) End()
    {
        if (!Process.WaitForExit(TimeSpan.FromSeconds(60)))
        {
            Process.Kill();
            Assert.Fail("the tool does not end");
        }
        return (Process.ExitCode, _error.Result.TrimEnd());
    }

    public void Dispose()
    {
        if (!Process.HasExited)
            Process.Kill();
        Process.WaitForExit();
        Process.Dispose();
        _temporary.Delete(recursive: true);
    }
}
