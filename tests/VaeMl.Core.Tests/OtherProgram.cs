using System.Diagnostics;

namespace VaeMl.Tests;

/// <summary>Runs programs that may be installed, such as node and python3.</summary>
internal static class OtherProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">Variables of its own.</param>
    /// <returns>Its exit code, and what it printed, errors first.</returns>
    /// <exception cref="System.ComponentModel.Win32Exception">It is not installed.</exception>
    public static (int ExitCode, string Output) Run(
        string program, string[] arguments, string? folder = null, params (string Name, string Value)[] environment)
    {
        // On Windows npm is a script, which only the shell starts.
        bool throughShell = OperatingSystem.IsWindows() && program == "npm";
        ProcessStartInfo info = new(throughShell ? "cmd" : program, throughShell ? ["/c", program, .. arguments] : arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach ((string name, string value) in environment)
            info.Environment[name] = value;
        using Process process = Process.Start(info)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            return (-1, $"{program} did not end within {Patience.TotalMinutes} minutes");
        }
        return (process.ExitCode, errors.Result + output.Result);
    }
}
