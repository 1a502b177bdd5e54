using VaeMl.Reporting;

namespace VaeMl.Benchmarks.Detection;

/// <summary>Trains and tests VaeMl on one split, with the recipe that the setting stands for.</summary>
/// <param name="options">All but the recipe and the seed.</param>
/// <param name="createTrainer">Makes the trainer.</param>
internal sealed class VaeDetector(VaeOptions options, Func<VaeOptions, IVaeTrainer> createTrainer)
{
    /// <summary>Fewer unseen normal rows say little about a flag rate.</summary>
    public const int LeastNormals = 500;

    public static IReadOnlyList<double> FlagRates { get; } = [0.01, 0.05, 0.1];

    public AdbenchResult Measure(AdbenchData set, string setting, AdbenchSplit split)
    {
        VaeOptions recipe = options with { Seed = split.Seed, TrainingData = setting == "semi" ? TrainingData.Clean : TrainingData.Contaminated };
        VaeTrainingResult training = createTrainer(recipe).Train(set.Rows.Select(split.Train));
        VaeModel model = training.Model;
        float[] scores = model.Scores(set.Rows.Select(split.Test));
        bool[] anomalies = [.. split.Test.Select(row => set.Anomalies[row])];
        int[] normals = set.UnseenNormals(split);
        bool calibrated = model.Quantiles.Count > 0;
        return new AdbenchResult(set.Name, setting, split.Seed, 100 * Auroc.Compute(scores, anomalies), 100 * AveragePrecision.Of(scores, anomalies))
        {
            UnseenNormals = normals.Length,
            CalibrationRows = model.Quantiles.Count,
            WarnsOfDrift = training.Report.Warnings.Any(warning => warning.Kind == TrainingWarningKind.ScoreDrift),
            Flagged = calibrated && normals.Length > 0 ? Flagged(model, set, normals) : [],
            FlaggedShuffled = calibrated && setting == "semi" && normals.Length >= LeastNormals ? FlaggedShuffled(recipe, set, split, normals) : [],
        };
    }

    private static double[] Flagged(VaeModel model, AdbenchData set, ReadOnlySpan<int> normals)
    {
        float[] scores = model.Scores(set.Rows.Select(normals));
        return [.. FlagRates.Select(rate => model.WithFlagRate(rate)).Select(m => scores.Average(score => m.IsAnomaly(score) ? 1.0 : 0))];
    }

    /// <summary>
    /// The same with the normal rows parted at random. Where a split takes the first rows of a file to train and the last to test, the two may
    /// differ, and no threshold can foresee that; this tells a wrong threshold from a drift in the data.
    /// </summary>
    private double[] FlaggedShuffled(VaeOptions recipe, AdbenchData set, AdbenchSplit split, int[] normals)
    {
        int[] all = [.. split.Train, .. normals];
        new Random(split.Seed).Shuffle(all);
        VaeModel model = createTrainer(recipe).Train(set.Rows.Select(all.AsSpan(0, split.Train.Length))).Model;
        return Flagged(model, set, all.AsSpan(split.Train.Length));
    }
}
