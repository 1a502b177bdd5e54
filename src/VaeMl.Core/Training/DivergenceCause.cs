using VaeMl.Likelihoods;

namespace VaeMl.Training;

/// <summary>Describes the likely cause of a divergence, and what to do.</summary>
internal static class DivergenceCause
{
    // Relative to a value this many times as far out as 99 % of the others, these are nearly equal.
    private const double Extreme = 1e3;
    private const double HighLearningRate = 0.01, LowVarianceFloor = 1e-3;

    // Initial weights are made for inputs of about 1.
    private const double LargeUnscaled = 1e3;

    /// <param name="data">The rows.</param>
    /// <param name="summary">Their summary.</param>
    /// <param name="features">Likelihoods and scaling.</param>
    /// <param name="options">The resolved options.</param>
    public static string Describe(VaeData data, DataSummary summary, FeatureTransform features, VaeOptions options)
    {
        string others = FormattableString.Invariant(
            $"lower LearningRate (it is {options.LearningRate}){(features.HasVariance ? FormattableString.Invariant($", or raise VarianceFloor (it is {options.VarianceFloor})") : "")}");
        for (int j = 0; j < data.FeatureCount; j++)
            if (data.Levels[j] is null && ExtremeValue.Find(data, summary.UsableRows, j, summary.Features[j], Extreme) is { } row)
                return FormattableString.Invariant(
                    $"The likely cause is feature '{data.FeatureNames[j]}', which holds {data[row][j]} in row {row}, far beyond its other values: correct it, mark it missing (NaN) or drop the row. Otherwise {others}.");
        if (!options.Standardize && LargestUnscaled(summary, features) is int largest)
            return FormattableString.Invariant(
                $"The likely cause is feature '{data.FeatureNames[largest]}', whose values are as large as {Magnitude(summary.Features[largest]):G3}, with Standardize off: leave Standardize on, or put the feature in a unit in which its values are about 1. Otherwise {others}.");
        if (options.LearningRate > HighLearningRate)
            return $"The likely cause is the learning rate: {others}.";
        if (features.HasVariance && options.VarianceFloor < LowVarianceFloor)
            return FormattableString.Invariant($"The likely cause is the variance floor: raise VarianceFloor (it is {options.VarianceFloor}), or lower LearningRate (it is {options.LearningRate}).");
        return double.IsPositiveInfinity(options.RowGradientLimit)
            ? $"The likely cause is that no row's gradient is limited: set RowGradientLimit, 100 by default. Otherwise {others}."
            : $"To mend it, {others}.";
    }

    /// <summary>The number of the feature with the largest values among those that are not scaled, if these are large.</summary>
    private static int? LargestUnscaled(DataSummary summary, FeatureTransform features)
    {
        int largest = Enumerable.Range(0, features.Count).MaxBy(j => features.Likelihoods[j].IsStandardized ? Magnitude(summary.Features[j]) : 0);
        return Magnitude(summary.Features[largest]) > LargeUnscaled ? largest : null;
    }

    private static double Magnitude(FeatureSummary feature) => Math.Max(Math.Abs(feature.Minimum), Math.Abs(feature.Maximum));
}
