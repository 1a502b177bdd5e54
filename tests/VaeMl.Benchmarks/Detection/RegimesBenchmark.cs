using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using VaeMl.Reporting;

namespace VaeMl.Benchmarks.Detection;

/// <summary>Detection on tables with several regimes of normal rows, with the detector's default options, trained on rows of which a known share is faulty.</summary>
internal static class RegimesBenchmark
{
    public static Command Command()
    {
        Argument<DirectoryInfo> folder = new("FOLDER") { Description = "Holds FAMILY.csv.gz, and optionally FAMILY.oracle.csv.gz and anchors.csv." };
        Option<string> contamination = new("--contamination") { Description = "Shares of faulty training rows, separated by commas.", DefaultValueFactory = _ => "0,0.01,0.1" };
        Option<int> seeds = new("--seeds") { Description = "How many seeds to average over.", DefaultValueFactory = _ => 3 };
        Option<string[]> only = new("--only") { Description = "These families only.", AllowMultipleArgumentsPerToken = true };
        Option<bool> oneHot = new("--one-hot") { Description = "Text columns become a binary column for each level instead of a category." };
        Command command = new("regimes", "AUROC and average precision on tables with several regimes of normal rows.") { folder, contamination, seeds, only, oneHot };
        command.SetAction(result =>
        {
            DirectoryInfo directory = result.GetRequiredValue(folder);
            string[] wanted = result.GetValue(only) ?? [];
            RegimesData[] families = [.. RegimesData.Names(directory).Where(name => wanted.Length == 0 || wanted.Contains(name)).Select(name => RegimesData.Read(directory, name, result.GetValue(oneHot)))];
            if (families.Length == 0)
                throw new ArgumentException($"{directory}: there is no such family.");
            double[] shares = [.. result.GetRequiredValue(contamination).Split(',').Select(share => double.Parse(share, CultureInfo.InvariantCulture))];
            RegimesTable table = new(directory, families);
            List<RegimesResult> results = [];
            foreach (double share in shares)
            {
                RegimesResult[] measured =
                [
                    .. from family in families
                       from seed in Enumerable.Range(0, result.GetValue(seeds))
                       select Measure(family, share, seed),
                ];
                table.Write(share, measured);
                results.AddRange(measured);
            }
            RegimesTable.WriteFigures(results);
        });
        return command;
    }

    /// <summary>One fit after another, each with all threads, so that its time is a user's.</summary>
    private static RegimesResult Measure(RegimesData family, double contamination, int seed)
    {
        VaeData rows = family.Train(contamination, seed);
        Stopwatch watch = Stopwatch.StartNew();
        // What the detector's trainer and the tool take by default.
        VaeModel model = new VaeTrainer(new VaeOptions { TrainingData = TrainingData.Contaminated, Seed = seed }).Fit(rows);
        double seconds = watch.Elapsed.TotalSeconds;
        float[] scores = model.Scores(family.Test);
        return new RegimesResult(
            family.Name,
            contamination,
            seed,
            100 * Auroc.Compute(scores, family.TestFaulty),
            100 * AveragePrecision.Of(scores, family.TestFaulty),
            Flagged(faulty: false),
            Flagged(faulty: true),
            seconds);

        double Flagged(bool faulty) => 100 * scores.Where((_, i) => family.TestFaulty[i] == faulty).Average(score => model.IsAnomaly(score) ? 1.0 : 0);
    }
}
