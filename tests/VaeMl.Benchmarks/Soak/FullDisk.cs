using System.Diagnostics;
using System.Globalization;

namespace VaeMl.Benchmarks.Soak;

/// <summary>The tool on a file system of one MiB that gets full again and again, made for it where the system lets a process have file systems of its own.</summary>
internal static class FullDisk
{
    private const int NoFileSystem = 77;

    /// <summary>Tries so many times.</summary>
    /// <param name="report">Gets a line for every difference, and for what keeps it from being tried.</param>
    /// <param name="rounds">How many times the file system gets full.</param>
    /// <param name="seed">Says how much room is left each time.</param>
    /// <returns>What was done.</returns>
    public static SoakCounts Run(SoakReport report, int rounds, int seed)
    {
        string folder = Directory.CreateTempSubdirectory("vaeml-full-").FullName;
        try
        {
            string[] worker = ["dotnet", typeof(FullDisk).Assembly.Location, FullDiskWorker.CommandName, folder, Text(rounds), Text(seed)];
            (int code, string output) = InFileSystem(folder, worker);
            if (code == NoFileSystem)
            {
                report.Line($"full disk: not tried, for no file system can be mounted here: {output.ReplaceLineEndings(" ")}");
                return new SoakCounts(0, 0, 0, 0);
            }
            string[] differences = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            foreach (string difference in differences)
                report.Line($"full disk: {difference}");
            if (code != 0)
                report.Line($"full disk: THE PROCESS ENDED WITH {code}");
            return new SoakCounts(rounds, rounds, 2 * rounds, differences.Length + (code == 0 ? 0 : 1));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Mounted for the process alone, the file system goes with it. Whoever is no administrator is one in a name space of users.</summary>
    private static (int Code, string Output) InFileSystem(string folder, string[] command)
    {
        string script = $"mount -t tmpfs -o size=1m tmpfs \"$0\" 2>&1 || exit {NoFileSystem}; exec \"$@\"";
        string[] user = Environment.IsPrivilegedProcess ? [] : ["--map-root-user"];
        ProcessStartInfo start = new("unshare", [.. user, "--mount", "sh", "-c", script, folder, .. command]) { RedirectStandardOutput = true };
        try
        {
            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (NoFileSystem, e.Message);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
