using System.Diagnostics;
using System.Globalization;

namespace VaeMl.Benchmarks.Soak;

/// <summary>
/// Processes that write one model path at once are killed, ended or starved of room at random moments. A reader must find a whole model all the while,
/// and after the next writer no temporary file may be left. At the end there are the tool's commands on file systems that are full.
/// </summary>
internal static class DiskFaults
{
    private const int Writers = 4, FullDisks = 100;

    /// <summary>Goes on until the time is over.</summary>
    /// <param name="report">Gets counts and figures; damaged models and files left behind are differences.</param>
    /// <param name="settings">For how long; the round at hand is finished.</param>
    public static void Run(SoakReport report, SoakSettings settings)
    {
        Random random = new(settings.Seed);
        (int faults, int rounds, long compared, int swept, int differences) = (0, 0, 0, 0, 0);
        Stopwatch watch = Stopwatch.StartNew();
        string folder = Directory.CreateTempSubdirectory("vaeml-disk-").FullName;
        try
        {
            string model = Path.Combine(folder, "model.onnx");
            DiskWriter.WriteOnce(model, 0);
            for (; watch.Elapsed < settings.Time; rounds++)
            {
                Process[] writers = [.. Enumerable.Range(0, Writers).Select(_ => Start(model, random))];
                faults += Writers;
                (long read, int damaged) = Disturb(writers, model, random);
                swept += Directory.GetFiles(folder).Length - 1;
                DiskWriter.WriteOnce(model, rounds);
                string[] left = [.. Directory.GetFiles(folder).Where(file => file != model)];
                (compared, differences) = (compared + read + 1, differences + damaged + (left.Length == 0 ? 0 : 1));
                if (damaged + left.Length > 0)
                    report.Line($"round {rounds}: {damaged} DAMAGED MODELS, LEFT BEHIND: {string.Join(", ", left)}");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        SoakCounts full = FullDisk.Run(report, FullDisks, settings.Seed);
        faults += (int)full.FaultsInjected;
        differences += (int)full.DifferencesFound;
        report.Counts("disk", new SoakCounts(faults, rounds + full.InputsTried, compared + full.ResultsCompared, differences));
        report.Line($"{full.FaultsInjected} of the faults were full file systems");
        report.Line($"{swept} temporary files of killed writers were swept");
        report.Figure("disk-faults", faults);
        report.Figure("disk-differences", differences);
    }

    /// <summary>Reads while the writers write, and ends them one after another.</summary>
    private static (long Read, int Damaged) Disturb(Process[] writers, string model, Random random)
    {
        (long read, int damaged) = (0, 0);
        foreach (Process writer in writers)
        {
            Stopwatch until = Stopwatch.StartNew();
            for (int milliseconds = random.Next(50, 1000); until.ElapsedMilliseconds < milliseconds; read++)
                damaged += DiskWriter.IsWhole(model) ? 0 : 1;
            writer.Kill();
        }
        foreach (Process writer in writers)
            using (writer)
                writer.WaitForExit();
        return (read, damaged);
    }

    /// <summary>Half of the writers may write no more than a part of the model.</summary>
    private static Process Start(string model, Random random)
    {
        string[] command = ["dotnet", typeof(DiskFaults).Assembly.Location, DiskWriter.CommandName, model, random.Next(1000).ToString(CultureInfo.InvariantCulture)];
        ProcessStartInfo start = OperatingSystem.IsWindows() || random.Next(2) == 0
            ? new(command[0], command[1..])
            : new("sh", ["-c", "trap '' XFSZ; ulimit -f 4; exec \"$@\"", "sh", .. command]);
        // The runtime keeps code in a file in memory, which the limit would be for as well.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return Process.Start(start)!;
    }
}
