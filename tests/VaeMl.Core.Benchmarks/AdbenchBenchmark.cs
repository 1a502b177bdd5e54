using System.CommandLine;
using System.Globalization;

namespace VaeMl.Core.Benchmarks;

/// <summary>Detection quality on a folder of labelled tables with fixed splits, with default options.</summary>
internal static class AdbenchBenchmark
{
    public static Command Command()
    {
        Argument<DirectoryInfo> folder = new("FOLDER") { Description = "Holds NAME.csv.gz and NAME.splits.json.gz, and optionally anchors.csv." };
        Option<string> setting = new("--setting") { Description = "semi, unsup or both.", DefaultValueFactory = _ => "both" };
        setting.AcceptOnlyFromAmong("semi", "unsup", "both");
        Option<bool> unseen = new("--unseen") { Description = "Drop test rows that occur in training, and sets left without normal rows." };
        Option<FileInfo?> output = new("--output") { Description = "A CSV file for the result of every split." };
        Option<string[]> only = new("--only") { Description = "These data sets only.", AllowMultipleArgumentsPerToken = true };
        Option<int> folds = new("--folds") { Description = "Folds that calibrate the threshold; 0 to measure no flag rates.", DefaultValueFactory = _ => new VaeOptions().CalibrationFolds };
        Option<int> samples = new("--score-samples") { Description = "Fixed samples a row is scored at.", DefaultValueFactory = _ => new VaeOptions().ScoreSamples };
        Command command = new("adbench", "AUROC and AUPRC by data set and on average, and the share of unseen normal rows that is flagged.")
        {
            folder, setting, unseen, output, only, folds, samples,
        };
        command.SetAction(result =>
        {
            string[] settings = result.GetValue(setting) is "semi" or "unsup" ? [result.GetValue(setting)!] : ["semi", "unsup"];
            VaeOptions options = new() { Threads = 1, CalibrationFolds = result.GetValue(folds), ScoreSamples = result.GetValue(samples) };
            VaeDetector detector = new(options, recipe => new VaeTrainer(recipe));
            AdbenchRun run = new(result.GetRequiredValue(folder), settings, result.GetValue(unseen), result.GetValue(only) ?? []);
            AdbenchResult[] results = run.Measure(detector.Measure);
            AdbenchTable.Write(run, "VaeMl", results);
            if (result.GetValue(output) is { } file)
                File.WriteAllLines(file.FullName, AdbenchResult.Csv(results));
            foreach (string name in settings)
                AdbenchTable.WriteFigures(run, $"adbench-{name}", results.Where(r => r.Setting == name));
            if (options.CalibrationFolds > 0 && settings.Contains("semi"))
                FlagRates(run, results);
        });
        return command;
    }

    /// <summary>The share of unseen normal rows flagged, over the semi splits that have at least 500 of them.</summary>
    private static void FlagRates(AdbenchRun run, AdbenchResult[] results)
    {
        AdbenchResult[] large = [.. results.Where(r => r.Setting == "semi" && r.UnseenNormals >= VaeDetector.LeastNormals)];
        if (large.Length == 0)
            return;
        for (int i = 0; i < VaeDetector.FlagRates.Count; i++)
        {
            string rate = VaeDetector.FlagRates[i].ToString(CultureInfo.InvariantCulture);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure flag-rate-{rate}={large.Average(r => r.Flagged[i]):F4}"));
            double[] shuffled = [.. large.Where(r => r.FlaggedShuffled.Count > 0).Select(r => r.FlaggedShuffled[i])];
            if (shuffled.Length > 0)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure flag-rate-shuffled-{rate}={shuffled.Average():F4}"));
        }
    }
}
