using System.CommandLine;
using System.Globalization;

namespace VaeMl.Benchmarks.Detection;

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
        Option<bool> peers = new("--peers") { Description = "Also measure the TorchSharp trainer and ML.NET's RandomizedPca." };
        Option<string[]> only = new("--only") { Description = "These data sets only.", AllowMultipleArgumentsPerToken = true };
        Option<int> folds = new("--folds") { Description = "Folds that calibrate the threshold; 0 to measure no flag rates.", DefaultValueFactory = _ => new VaeOptions().CalibrationFolds };
        Option<int> samples = new("--score-samples") { Description = "Fixed samples a row is scored at.", DefaultValueFactory = _ => new VaeOptions().ScoreSamples };
        Option<RowSplit> split = new("--split") { Description = "How calibration parts the rows.", DefaultValueFactory = _ => new VaeOptions().Split };
        Command command = new("adbench", "AUROC and AUPRC by data set and on average, and the share of unseen normal rows that is flagged.")
        {
            folder, setting, unseen, output, only, folds, samples, split, peers,
        };
        command.SetAction(result =>
        {
            string[] settings = result.GetValue(setting) is "semi" or "unsup" ? [result.GetValue(setting)!] : ["semi", "unsup"];
            VaeOptions options = new() { Threads = 1, CalibrationFolds = result.GetValue(folds), ScoreSamples = result.GetValue(samples), Split = result.GetValue(split) };
            VaeDetector detector = new(options, recipe => new VaeTrainer(recipe));
            AdbenchRun run = new(result.GetRequiredValue(folder), settings, result.GetValue(unseen), result.GetValue(only) ?? []);
            AdbenchResult[] results = run.Measure(detector.Measure);
            AdbenchTable.Write(run, "VaeMl", results);
            if (result.GetValue(output) is { } file)
                File.WriteAllLines(file.FullName, AdbenchResult.Csv(results));
            List<string> flagRates = options.CalibrationFolds > 0 ? FlagRates(results) : [];
            foreach (string name in settings)
                AdbenchTable.WriteFigures(run, $"adbench-{name}", results.Where(r => r.Setting == name));
            flagRates.ForEach(Console.WriteLine);
            if (result.GetValue(peers))
                AdbenchPeers.Measure(run, options);
        });
        return command;
    }

    /// <summary>Prints the share of unseen normal rows flagged, over the semi splits that have at least 500 of them.</summary>
    /// <returns>Lines for scripts.</returns>
    private static List<string> FlagRates(AdbenchResult[] results)
    {
        IGrouping<string, AdbenchResult>[] sets = [.. results.Where(r => r.Setting == "semi" && r.UnseenNormals >= VaeDetector.LeastNormals).GroupBy(r => r.Set)];
        List<string> figures = [];
        if (sets.Length == 0)
            return figures;
        Console.WriteLine("% of unseen normal rows flagged; in brackets with the normal rows parted at random. *: training warned of a drift");
        Console.WriteLine($"{"data set",-18}" + string.Concat(VaeDetector.FlagRates.Select(rate => string.Create(CultureInfo.InvariantCulture, $"{$"at {100 * rate} %",16}"))));
        foreach (var set in sets)
            Console.WriteLine($"{set.Key + (set.Any(r => r.WarnsOfDrift) ? " *" : ""),-18}" + string.Concat(VaeDetector.FlagRates.Select((_, i) =>
                string.Create(CultureInfo.InvariantCulture, $"{$"{100 * set.Average(r => r.Flagged[i]):F1} ({100 * set.Average(r => r.FlaggedShuffled[i]):F1})",16}"))));
        Console.WriteLine();
        foreach ((int i, double rate) in VaeDetector.FlagRates.Index())
        {
            Add($"{rate}", sets.Average(set => set.Average(r => r.Flagged[i])));
            Add($"shuffled-{rate}", sets.Average(set => set.Average(r => r.FlaggedShuffled[i])));
            // Binomial, of the test rows and of the rows that the threshold rests on. A set's splits share their rows and count once.
            double variance = sets.Sum(set => rate * (1 - rate) * set.Average(r => 1.0 / r.UnseenNormals + 1.0 / r.CalibrationRows));
            Add($"standard-error-{rate}", Math.Sqrt(variance) / sets.Length);
        }
        return figures;

        void Add(FormattableString name, double value) => figures.Add(FormattableString.Invariant($"figure flag-rate-{FormattableString.Invariant(name)}={value:F4}"));
    }
}
