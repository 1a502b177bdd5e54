using System.CommandLine;
using VaeMl.Core.Benchmarks;
using VaeMl.Torch;

namespace VaeMl.Benchmarks;

/// <summary>Detection quality of both trainers and of ML.NET's RandomizedPca on the same splits.</summary>
internal static class DetectionBenchmark
{
    public static Command Command()
    {
        Argument<DirectoryInfo> folder = new("FOLDER") { Description = "Holds NAME.csv.gz and NAME.splits.json.gz, and optionally anchors.csv." };
        Option<bool> unseen = new("--unseen") { Description = "Drop test rows that occur in training, and sets left without normal rows." };
        Option<string[]> only = new("--only") { Description = "These data sets only.", AllowMultipleArgumentsPerToken = true };
        Command command = new("adbench", "AUROC and AUPRC of both trainers and of RandomizedPca.") { folder, unseen, only };
        command.SetAction(result =>
        {
            AdbenchRun run = new(result.GetRequiredValue(folder), ["semi", "unsup"], result.GetValue(unseen), result.GetValue(only) ?? []);
            VaeOptions options = new() { Threads = 1, CalibrationFolds = 0 };
            Measure(run, "VaeMl", "adbench", new VaeDetector(options, recipe => new VaeTrainer(recipe)).Measure);
            Measure(run, "TorchSharp", "adbench-torch", new VaeDetector(options, recipe => new TorchVaeTrainer(recipe)).Measure);
            Measure(run, "RandomizedPca", "adbench-randomizedpca", RandomizedPcaDetector.Measure);
        });
        return command;
    }

    private static void Measure(AdbenchRun run, string name, string figures, Func<AdbenchData, string, AdbenchSplit, AdbenchResult> measure)
    {
        AdbenchResult[] results = run.Measure(measure);
        AdbenchTable.Write(run, name, results);
        foreach (string setting in run.Settings)
            AdbenchTable.WriteFigures(run, $"{figures}-{setting}", results.Where(result => result.Setting == setting));
    }
}
