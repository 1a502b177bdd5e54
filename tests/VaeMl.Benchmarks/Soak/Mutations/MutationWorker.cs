using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace VaeMl.Benchmarks.Soak.Mutations;

/// <summary>
/// The command that tries mutations in a process of its own. Each seed is written before it is tried, so that the last line of a process that died
/// tells what killed it.
/// </summary>
internal static class MutationWorker
{
    public const string Name = "mutation-worker", SecondsFlag = "--seconds", SeedFlag = "--seed";

    /// <summary>How lines begin: a seed about to be tried, how it ended, and at last the peak memory in MiB.</summary>
    public const char Trying = 'T', Refused = 'r', Scored = 's', Failed = 'F', Peak = 'P';

    public static Command Command()
    {
        Argument<string> kind = new("kind");
        Option<int> seed = new(SeedFlag);
        Option<double> seconds = new(SecondsFlag);
        Command command = new(Name) { kind, seed, seconds };
        command.Hidden = true;
        command.SetAction(result => Run(MutationKind.Of(result.GetValue(kind)!), result.GetValue(seed), result.GetValue(seconds)));
        return command;
    }

    private static void Run(MutationKind kind, int seed, double seconds)
    {
        byte[] whole = kind.Create();
        for (Stopwatch watch = Stopwatch.StartNew(); watch.Elapsed.TotalSeconds < seconds; seed++)
        {
            Write(Trying, seed.ToString(CultureInfo.InvariantCulture));
            byte[] file = kind.Mutate(whole, new Random(seed));
            string? fault = kind.Fault(file, out bool scored);
            Write(fault is not null ? Failed : scored ? Scored : Refused, fault?.ReplaceLineEndings(" ") ?? "");
        }
        using Process process = Process.GetCurrentProcess();
        Write(Peak, (process.PeakWorkingSet64 / (double)(1 << 20)).ToString("R", CultureInfo.InvariantCulture));
    }

    private static void Write(char what, string text)
    {
        Console.Out.Write(what);
        Console.Out.WriteLine(text);
    }
}
