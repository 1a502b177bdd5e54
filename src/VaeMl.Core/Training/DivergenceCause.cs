using VaeMl.Contracts;
using VaeMl.Likelihoods;
using VaeMl.Messages;

namespace VaeMl.Training;

/// <summary>Describes the likely cause of a divergence, and what to do.</summary>
internal static class DivergenceCause
{
    // Relative to a value this many times as far out as 99 % of the others, these are nearly equal.
    private const double Extreme = 1e3;
    private const double HighLearningRate = 0.01, LowVarianceFloor = 1e-3;

    /// <param name="data">The rows.</param>
    /// <param name="summary">Their summary.</param>
    /// <param name="features">Likelihoods and scaling.</param>
    /// <param name="options">The resolved options.</param>
    public static OptionText Describe(VaeData data, DataSummary summary, FeatureTransform features, VaeOptions options)
    {
        OptionText rate = new($"lower {OptionNames.LearningRate} (it is {options.LearningRate})"), floor = new($"raise {OptionNames.VarianceFloor} (it is {options.VarianceFloor})");
        OptionText others = features.HasVariance ? new($"{rate}, or {floor}") : rate;
        for (int j = 0; j < data.FeatureCount; j++)
            if (summary.DescribeExtreme(j, Extreme) is { } extreme)
                return new OptionText(
                    $"The likely cause is feature '{data.FeatureNames[j]}', which holds {extreme}, far beyond its other values: correct it, mark it missing (NaN) or drop the row. Otherwise {others}.");
        if (UnscaledFeature.Find(data, summary, features, options) is { } unscaled)
            return new OptionText($"The likely cause is {unscaled}. Otherwise {others}.");
        if (options.LearningRate > HighLearningRate)
            return new OptionText($"The likely cause is the learning rate: {others}.");
        if (features.HasVariance && options.VarianceFloor < LowVarianceFloor)
            return new OptionText($"The likely cause is the variance floor: {floor}, or {rate}.");
        return double.IsPositiveInfinity(options.RowGradientLimit)
            ? new OptionText($"The likely cause is that gradient clipping is off: set {OptionNames.RowGradientLimit}, 100 by default. Otherwise {others}.")
            : new OptionText($"To fix it, {others}.");
    }
}
