using System.CommandLine;
using System.Globalization;
using VaeMl.Reporting;

namespace VaeMl.Core.Benchmarks;

/// <summary>Detection quality on a folder of labelled tables with fixed splits.</summary>
internal static class AdbenchBenchmark
{
    public static Command Command()
    {
        Argument<DirectoryInfo> folder = new("FOLDER") { Description = "Holds NAME.csv.gz and NAME.splits.json.gz." };
        Option<string> setting = new("--setting") { Description = "semi, unsup or both.", DefaultValueFactory = _ => "both" };
        setting.AcceptOnlyFromAmong("semi", "unsup", "both");
        Option<int> samples = new("--score-samples") { Description = "Fixed samples a row is scored at.", DefaultValueFactory = _ => new VaeOptions().ScoreSamples };
        Option<string?> only = new("--only") { Description = "One data set." };
        Option<int> folds = new("--folds") { Description = "Folds that calibrate the threshold; 0 for none.", DefaultValueFactory = _ => new VaeOptions().CalibrationFolds };
        Command command = new("adbench", "AUROC and AUPRC by data set and on average.") { folder, setting, samples, only, folds };
        command.SetAction(result =>
        {
            VaeOptions options = new() { ScoreSamples = result.GetValue(samples), Threads = 1, CalibrationFolds = result.GetValue(folds) };
            string[] settings = result.GetValue(setting) is "both" or null ? ["semi", "unsup"] : [result.GetValue(setting)!];
            Run(result.GetRequiredValue(folder), settings, options, result.GetValue(only));
        });
        return command;
    }

    private static void Run(DirectoryInfo folder, string[] settings, VaeOptions options, string? only)
    {
        AdbenchData[] sets = [.. AdbenchData.Names(folder).Where(name => only is null || name == only).Select(name => AdbenchData.Read(folder, name))];
        (AdbenchData Set, string Setting, AdbenchSplit Split)[] jobs =
            [.. from set in sets from setting in settings from split in set.Splits[setting] select (set, setting, split)];
        AdbenchResult[] results = new AdbenchResult[jobs.Length];
        Parallel.For(0, jobs.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            results[i] = Measure(jobs[i].Set, jobs[i].Setting, jobs[i].Split, options));

        Console.WriteLine("data set            " + string.Concat(settings.Select(setting => $"{setting + " AUROC/AUPRC flagged",27}")));
        foreach (AdbenchData set in sets)
            Console.WriteLine($"{set.Name,-20}" + string.Concat(settings.Select(setting => Cell(results.Where(r => r.Set == set.Name && r.Setting == setting)))));
        Console.WriteLine($"{"mean",-20}" + string.Concat(settings.Select(setting => Cell(results.Where(r => r.Setting == setting)))));
        foreach (string setting in settings)
        {
            Figure($"adbench-{setting}-auroc", results.Where(r => r.Setting == setting).Average(r => r.Auroc));
            Figure($"adbench-{setting}-auprc", results.Where(r => r.Setting == setting).Average(r => r.Auprc));
        }
    }

    private static AdbenchResult Measure(AdbenchData set, string setting, AdbenchSplit split, VaeOptions options)
    {
        TrainingData training = setting == "semi" ? TrainingData.Clean : TrainingData.Contaminated;
        VaeModel model = new VaeTrainer(options with { Seed = split.Seed, TrainingData = training }).Fit(set.Rows.Select(split.Train));
        float[] scores = model.Scores(set.Rows.Select(split.Test));
        bool[] anomalies = [.. split.Test.Select(row => set.Anomalies[row])];
        double flagged = scores.Where((score, i) => !anomalies[i]).Average(score => model.IsAnomaly(score) ? 100.0 : 0);
        return new AdbenchResult(
            set.Name, setting, 100 * Auroc.Of(scores, anomalies), 100 * AveragePrecision.Of(scores, anomalies), flagged);
    }

    private static string Cell(IEnumerable<AdbenchResult> results)
    {
        AdbenchResult[] all = [.. results];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{all.Average(r => r.Auroc),15:F1} /{all.Average(r => r.Auprc),5:F1}{all.Average(r => r.Flagged),5:F1}");
    }

    private static void Figure(string name, double value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure {name}={value:F2}"));
}

/// <summary>One split's figures, × 100; Flagged is the share of unseen normal rows that the model flags.</summary>
internal sealed record AdbenchResult(string Set, string Setting, double Auroc, double Auprc, double Flagged);
