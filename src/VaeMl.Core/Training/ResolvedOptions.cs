using VaeMl.Networks;

namespace VaeMl.Training;

/// <summary>Options with every automatic choice made, from the number of rows and features.</summary>
internal sealed record ResolvedOptions
{
    // From here on the hold-out's quantiles are good enough to spare the cross-fitting.
    private const int HoldOutFromRows = 10_000, MostRowsHeldOut = 20_000;
    private const int LeastSteps = 4_000, LeastEpochs = 10;
    private const int ScheduleWarmupSteps = 50;
    private const double FinalLearningRateShare = 0.05;

    public ResolvedOptions(VaeOptions given, int rows, int features)
    {
        Given = given;
        Latent = given.LatentSize ?? Math.Clamp((features + 1) / 2, 1, 32);
        EncoderHidden = given.HiddenSizes ?? [128, 128];
        DecoderHidden = given.DecoderHiddenSizes ?? [.. EncoderHidden.Reverse()];
        double fraction = given.ValidationFraction ?? (rows >= HoldOutFromRows ? Math.Min(0.1, (double)MostRowsHeldOut / rows) : 0);
        RowsHeldOut = fraction > 0 ? Math.Clamp((int)Math.Round(fraction * rows), 1, rows - 1) : 0;
    }

    public VaeOptions Given { get; }

    public int Latent { get; }

    public IReadOnlyList<int> EncoderHidden { get; }

    public IReadOnlyList<int> DecoderHidden { get; }

    public int RowsHeldOut { get; }

    /// <summary>How many batches part so many rows.</summary>
    public int BatchesFor(int rows) => (rows + Given.BatchSize - 1) / Given.BatchSize;

    public int EpochsFor(int rows) => Given.Epochs ?? Math.Max(LeastEpochs, (LeastSteps + BatchesFor(rows) - 1) / BatchesFor(rows));

    public double BetaAt(int epoch) => Given.Beta * (epoch < Given.KlWarmupEpochs ? (double)epoch / Given.KlWarmupEpochs : 1);

    /// <summary>The step size of step number <paramref name="step"/> (from 1) of so many.</summary>
    public double LearningRateAt(int step, int steps)
    {
        if (Given.Schedule == LearningRateSchedule.Constant)
            return Given.LearningRate;
        double warmup = Math.Min(1, (double)step / ScheduleWarmupSteps);
        double half = steps / 2.0;
        double decay = step <= half ? 1 : 1 - (1 - FinalLearningRateShare) * (step - half) / (steps - half);
        return Given.LearningRate * warmup * decay;
    }

    public NetworkShape ShapeFor(Likelihoods.FeatureModel features) => new(
        features.Count,
        Latent,
        EncoderHidden,
        DecoderHidden,
        Given.Activation,
        DecodesVariance: features.HasVariance && Given.Variance == VarianceKind.PerRow,
        HasFixedVariance: features.HasVariance && Given.Variance != VarianceKind.PerRow);
}
