using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace VaeMl.Benchmarks.Streaming;

/// <summary>Training on more rows than a budget of memory holds, and what it costs in quality beside training in memory.</summary>
internal static class StreamingBenchmark
{
    private const string Worker = "streaming-worker";
    private const int SmallestBudget = 16;

    private static readonly Option<int> Rows = new("--rows") { Description = "Rows to train on and to score.", DefaultValueFactory = _ => 20_000_000 };
    private static readonly Option<int> Features = new("--features") { Description = "Features of a row.", DefaultValueFactory = _ => 20 };
    private static readonly Option<int> MaxMemory = new("--max-memory") { Description = "MaxMemory, in MiB; 0 for all rows in memory.", DefaultValueFactory = _ => 400 };
    private static readonly Option<int?> Epochs = new("--epochs") { Description = "Passes over the rows, in place of those by default." };
    private static readonly Option<int> Compared = new("--compared-rows") { Description = "Rows to train on both ways, on disk with 16 MiB and in memory, for the quality.", DefaultValueFactory = _ => 1_000_000 };

    public static Command Command()
    {
        Command command = new("streaming", "Peak memory and pace of training on rows that do not fit into memory, and its quality beside training in memory.") { Rows, Features, MaxMemory, Epochs, Compared };
        command.SetAction(result => Run(result.GetValue(Rows), result.GetValue(Features), result.GetValue(MaxMemory), result.GetValue(Epochs), result.GetValue(Compared)));
        return command;
    }

    /// <summary>One training, in a process whose peak is its own.</summary>
    public static Command WorkerCommand()
    {
        Command worker = new(Worker) { Rows, Features, MaxMemory, Epochs };
        worker.Hidden = true;
        worker.SetAction(result => Console.WriteLine(JsonSerializer.Serialize(StreamingRun.Of(
            result.GetValue(Rows), result.GetValue(Features), result.GetValue(MaxMemory) is > 0 and int mebibytes ? (long)mebibytes << 20 : null, result.GetValue(Epochs)))));
        return worker;
    }

    private static int Run(int rows, int features, int memory, int? epochs, int compared)
    {
        StreamingRun large = InProcess(rows, features, memory, epochs);
        StreamingRun onDisk = InProcess(compared, features, SmallestBudget, epochs), inMemory = InProcess(compared, features, 0, epochs);
        double trained = large.Steps * new VaeOptions().BatchSize / large.TrainSeconds;
        Line($"rows × {features} | MaxMemory | peak resident, MiB | read, s | train, s | score, s | bound of other rows, nats | AUROC");
        Write(rows, $"{memory} MiB", large);
        Write(compared, $"{SmallestBudget} MiB", onDisk);
        Write(compared, "none", inMemory);
        Line($"trained on {trained / 1e6:F2} million rows a second, {trained * 3600 / Environment.ProcessorCount / 1e6:F0} million an hour and processor; scored {rows / large.ScoreSeconds / 1e6:F2} million a second, their making included");
        Figures.Write("streaming-peak-mib", large.PeakMebibytes);
        Figures.Write("streaming-train-million-rows-s", trained / 1e6);
        Figures.Write("streaming-score-million-rows-s", rows / large.ScoreSeconds / 1e6);
        Figures.Write("streaming-bound-difference-percent", 100 * (inMemory.Elbo - onDisk.Elbo) / Math.Abs(inMemory.Elbo));
        Figures.Write("streaming-auroc-difference-percent", 100 * (inMemory.Auroc - onDisk.Auroc) / inMemory.Auroc);
        return 0;
    }

    private static void Write(int rows, string memory, StreamingRun run) => Line(
        $"{rows:N0} | {memory} | {run.PeakMebibytes:F0} | {run.ReadSeconds:F0} | {run.TrainSeconds:F0} | {run.ScoreSeconds:F0} | {run.Elbo:F3} | {run.Auroc:F4}");

    private static void Line(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));

    private static StreamingRun InProcess(int rows, int features, int memory, int? epochs)
    {
        List<string> arguments = [typeof(StreamingBenchmark).Assembly.Location, Worker, "--rows", Text(rows), "--features", Text(features), "--max-memory", Text(memory)];
        if (epochs is { } given)
            arguments.AddRange(["--epochs", Text(given)]);
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<StreamingRun>(output)! : throw new InvalidOperationException($"The process ended with code {process.ExitCode}: {output}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
