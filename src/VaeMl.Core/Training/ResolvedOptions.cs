using VaeMl.Contracts;
using VaeMl.Likelihoods;
using VaeMl.Networks;

namespace VaeMl.Training;

/// <summary>The options with every automatic choice made, based on the numbers of rows and features.</summary>
internal sealed class ResolvedOptions
{
    // From this number of rows on, quantiles of the held-out rows are good enough to do without cross-fitting.
    private const int ManyRows = 10_000, MostRowsHeldOut = 20_000;

    // Enough to learn what holds within each of several regimes.
    private const int LeastRowsWithRegimes = 1_000;
    private const double HoldOutFraction = 0.1;
    private const int LeastEpochs = 10;

    // An existing model needs only the last part of the schedule, at low learning rates: enough for rows that have changed a little, too little to forget the others.
    private const double ContinuedShare = 0.1;
    private const int LeastContinuedEpochs = 3;
    private const int ScheduleWarmupSteps = 50;
    private const double FinalLearningRateShare = 0.05;

    /// <param name="given">The user's options.</param>
    /// <param name="rows">The number of training and held-out rows.</param>
    /// <param name="slots">D: the number of features, with each category counted once per level.</param>
    /// <param name="regimes">Whether the table has regimes, see <see cref="HasRegimes"/>.</param>
    /// <param name="continued">Whether the training of an existing model is continued.</param>
    /// <param name="holdsOut">Whether rows are held out by default, even if there are few.</param>
    public ResolvedOptions(VaeOptions given, int rows, int slots, bool regimes = false, bool continued = false, bool holdsOut = false)
    {
        IsContinued = continued;
        bool clean = given.TrainingData == TrainingData.Clean;
        holdsOut |= rows >= ManyRows || given.Patience is not null;
        double fraction = given.ValidationFraction ?? (holdsOut ? Math.Min(HoldOutFraction, (double)MostRowsHeldOut / rows) : 0);
        RowsHeldOut = fraction > 0 ? Math.Clamp((int)Math.Round(fraction * rows), 1, rows - 1) : 0;
        IReadOnlyList<int> hidden = given.HiddenSizes ?? (regimes ? [128, 128, 128] : clean ? [128, 128] : [64]);
        TrimmingKind trimming = given.TrimFraction switch
        {
            0 => TrimmingKind.None,
            > 0 => TrimmingKind.LeastLikely,
            _ => given.Trimming ?? (clean ? TrimmingKind.None : regimes ? TrimmingKind.Unstructured : TrimmingKind.LeastLikely),
        };
        IsHeavyTailed = !clean && !regimes;
        Options = given with
        {
            LatentSize = given.LatentSize ?? Math.Clamp((slots + 1) / 2, 1, 32),
            HiddenSizes = hidden,
            DecoderHiddenSizes = given.DecoderHiddenSizes ?? [.. hidden.Reverse()],
            VarianceFloor = given.VarianceFloor ?? (clean && !regimes ? 0.09 : 0.0025),
            LogScale = given.LogScale ?? regimes,
            Trimming = trimming,
            TrimFraction = trimming == TrimmingKind.LeastLikely ? given.TrimFraction ?? 0.1 : null,
        };
        int batches = BatchesFor(rows - RowsHeldOut), leastSteps = regimes ? rows >= ManyRows ? 5_000 : 2_500 : clean ? 4_000 : 3_000;
        int leastEpochs = LeastEpochs;
        if (continued)
            (leastEpochs, leastSteps) = (LeastContinuedEpochs, (int)(ContinuedShare * leastSteps));
        Options = Options with { Epochs = given.Epochs ?? Math.Max(leastEpochs, (leastSteps + batches - 1) / batches) };
        long steps = (long)Epochs * batches;
        Steps = steps <= int.MaxValue ? (int)steps : throw VaeDataException.WithOptionNames(
            $"{OptionNames.Epochs} {Epochs} of {batches} batches are {steps} steps; training has at most {int.MaxValue}. Lower {OptionNames.Epochs}, or raise {OptionNames.BatchSize}.");
    }

    /// <summary>The options. None that concerns the model is null.</summary>
    public VaeOptions Options { get; }

    /// <summary>Whether numeric features have a Student-t likelihood by default.</summary>
    public bool IsHeavyTailed { get; }

    public int RowsHeldOut { get; }

    /// <summary>Whether the training of an existing model is continued, with the last part of the schedule.</summary>
    public bool IsContinued { get; }

    public int Epochs => Options.Epochs!.Value;

    /// <summary>The total number of gradient steps.</summary>
    public int Steps { get; }

    /// <summary>
    /// Whether a table has several regimes of normal rows. Categories indicate this: they divide the rows into kinds, and the other features may be
    /// related differently in each.
    /// </summary>
    /// <param name="rows">The number of training and held-out rows.</param>
    /// <param name="hasCategories">Whether there are categories.</param>
    public static bool HasRegimes(int rows, bool hasCategories) => hasCategories && rows >= LeastRowsWithRegimes;

    /// <summary>The number of mini-batches for a number of rows.</summary>
    public int BatchesFor(int rows) => (int)(((long)rows + Options.BatchSize - 1) / Options.BatchSize);

    public double BetaAt(int epoch) => Options.Beta * (epoch < Options.KlWarmupEpochs ? (double)epoch / Options.KlWarmupEpochs : 1);

    /// <summary>The learning rate in a step, counted from 1.</summary>
    public double LearningRateAt(int step)
    {
        if (Options.Schedule == LearningRateSchedule.Constant)
            return Options.LearningRate;
        double warmup = Math.Min(1, (double)step / ScheduleWarmupSteps);
        double half = Steps / 2.0;
        if (IsContinued)
            return Options.LearningRate * warmup * (1 - (1 - FinalLearningRateShare) * (1 - 2 * ContinuedShare * (1 - Math.Min(1, (double)step / Steps))));
        double decay = step <= half ? 1 : 1 - (1 - FinalLearningRateShare) * Math.Min(1, (step - half) / (Steps - half));
        return Options.LearningRate * warmup * decay;
    }

    public NetworkShape ShapeFor(FeatureTransform features) => new(
        features.Count,
        features.SlotCount,
        Options.LatentSize!.Value,
        Options.HiddenSizes!,
        Options.DecoderHiddenSizes!,
        Options.Activation,
        DecodesVariance: features.HasVariance && Options.Variance == VarianceKind.PerRow,
        HasFixedVariance: features.HasVariance && Options.Variance != VarianceKind.PerRow);
}
