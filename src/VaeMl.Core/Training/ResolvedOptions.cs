using VaeMl.Likelihoods;
using VaeMl.Networks;

namespace VaeMl.Training;

/// <summary>Options with every automatic choice made, from the number of rows and features.</summary>
internal sealed class ResolvedOptions
{
    // From here on the hold-out's quantiles are good enough to spare the cross-fitting.
    private const int ManyRows = 10_000, MostRowsHeldOut = 20_000;

    // Enough to learn what holds in each of several regimes.
    private const int LeastRowsWithRegimes = 1_000;
    private const double HoldOutFraction = 0.1;
    private const int LeastEpochs = 10;

    // A model that is there needs the last, low part of a training: enough for rows that have changed a little, too little to forget the others.
    private const double ContinuedShare = 0.1;
    private const int LeastContinuedEpochs = 3;
    private const int ScheduleWarmupSteps = 50;
    private const double FinalLearningRateShare = 0.05;

    /// <param name="given">What the user asks for.</param>
    /// <param name="rows">The rows to be trained on and held out.</param>
    /// <param name="slots">D: the features, each category counted by its levels.</param>
    /// <param name="regimes">Whether it is a table with regimes, see <see cref="HasRegimes"/>.</param>
    /// <param name="continued">Whether a model that is there is trained on.</param>
    /// <param name="holdsOut">Whether rows are held out however few there are, unless told otherwise.</param>
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
        Steps = steps <= int.MaxValue ? (int)steps : throw new VaeDataException(FormattableString.Invariant(
            $"Epochs {Epochs} of {batches} batches are {steps} steps; a training has at most {int.MaxValue}. Lower Epochs, or raise BatchSize."));
    }

    /// <summary>The options, of which none that concerns the model is null.</summary>
    public VaeOptions Options { get; }

    /// <summary>Whether numbers have a Student-t likelihood unless told otherwise.</summary>
    public bool IsHeavyTailed { get; }

    public int RowsHeldOut { get; }

    /// <summary>Whether a model that is there is trained on, with the last part of the schedule.</summary>
    public bool IsContinued { get; }

    public int Epochs => Options.Epochs!.Value;

    /// <summary>All gradient steps of the training.</summary>
    public int Steps { get; }

    /// <summary>Whether a table has several regimes of normal rows. Its categories say so: they part the rows into kinds in which the other features are related in a way of their own.</summary>
    /// <param name="rows">The rows to be trained on and held out.</param>
    /// <param name="hasCategories">Whether there are categories.</param>
    public static bool HasRegimes(int rows, bool hasCategories) => hasCategories && rows >= LeastRowsWithRegimes;

    /// <summary>How many batches part so many rows.</summary>
    public int BatchesFor(int rows) => (int)(((long)rows + Options.BatchSize - 1) / Options.BatchSize);

    public double BetaAt(int epoch) => Options.Beta * (epoch < Options.KlWarmupEpochs ? (double)epoch / Options.KlWarmupEpochs : 1);

    /// <summary>The step size of a step, from 1.</summary>
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
