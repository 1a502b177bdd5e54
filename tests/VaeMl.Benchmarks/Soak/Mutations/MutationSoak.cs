using System.Diagnostics;
using System.Globalization;

namespace VaeMl.Benchmarks.Soak.Mutations;

/// <summary>Mutates files in worker processes; one that dies or hangs costs its input and is replaced.</summary>
internal sealed class MutationSoak
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private const int LongestFault = 600;
    private readonly SoakReport _report;
    private readonly MutationKind _kind;
    private string? _trying;
    private int _seed;
    private long _tried, _scored, _failures;

    private MutationSoak(SoakReport report, SoakSettings settings, MutationKind kind) => (_report, _kind, _seed) = (report, kind, settings.Seed);

    public static void Run(SoakReport report, SoakSettings settings, MutationKind kind)
    {
        MutationSoak soak = new(report, settings, kind);
        Stopwatch watch = Stopwatch.StartNew();
        while (settings.Time - watch.Elapsed is { TotalSeconds: > 0 } left)
            soak.RunWorker(left);
        report.Counts($"mutated {kind.Name} files", new SoakCounts(soak._tried, soak._tried, soak._tried, soak._failures));
        report.Line($"  {soak._scored} could be read and gave finite scores, the others were refused");
        report.Figure($"{kind.Name}-mutations", soak._tried);
        report.Figure("mutation-failures", soak._failures);
    }

    private void RunWorker(TimeSpan time)
    {
        string[] arguments =
        [
            typeof(MutationSoak).Assembly.Location, MutationWorker.Name, _kind.Name,
            MutationWorker.SeedFlag, _seed.ToString(CultureInfo.InvariantCulture),
            MutationWorker.SecondsFlag, time.TotalSeconds.ToString("R", CultureInfo.InvariantCulture),
        ];
        using Process worker = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        string end = "ended";
        while (true)
        {
            Task<string?> line = worker.StandardOutput.ReadLineAsync();
            if (!line.Wait(Longest))
            {
                end = "hung";
                worker.Kill();
                break;
            }
            if (line.Result is not { Length: > 0 } text || Read(text[0], text[1..]))
                break;
        }
        worker.WaitForExit();
        if (_trying is not null)
            Fail($"the process {end} with code {worker.ExitCode}");
        else if (worker.ExitCode != 0)
            throw new InvalidOperationException($"The worker process ended with code {worker.ExitCode} before it tried anything.");
    }

    /// <returns>Whether it was the last line.</returns>
    private bool Read(char what, string text)
    {
        switch (what)
        {
            case MutationWorker.Trying:
                _trying = text;
                _seed = int.Parse(text, CultureInfo.InvariantCulture) + 1;
                return false;
            case MutationWorker.Peak:
                _report.Peak(double.Parse(text, CultureInfo.InvariantCulture));
                return true;
            case MutationWorker.Failed:
                Fail(text);
                return false;
            default:
                _scored += what == MutationWorker.Scored ? 1 : 0;
                _tried++;
                _trying = null;
                return false;
        }
    }

    private void Fail(string why)
    {
        _report.Line($"{_kind.Name} file, seed {_trying}: {(why.Length <= LongestFault ? why : why[..LongestFault] + "…")}");
        _tried++;
        _failures++;
        _trying = null;
    }
}
