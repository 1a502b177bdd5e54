using VaeMl.Contracts;
using VaeMl.Likelihoods;
using VaeMl.Messages;

namespace VaeMl.Training;

/// <summary>Finds features whose values are too large to be modelled without standardising them.</summary>
internal static class UnscaledFeature
{
    // Initial weights are made for inputs of about 1.
    private const double Large = 1e3;

    /// <summary>Warns of the worst feature, if there is one.</summary>
    public static IEnumerable<TrainingWarning> Warnings(VaeData data, DataSummary summary, FeatureTransform features, VaeOptions options) =>
        Find(data, summary, features, options) is { } unscaled
            ? [TrainingWarning.WithOptionNames(TrainingWarningKind.Data, $"Scores may be unreliable because of {unscaled}.")] : [];

    /// <summary>Describes the worst feature and the remedy, as a part of a sentence; null if there is none.</summary>
    public static OptionText? Find(VaeData data, DataSummary summary, FeatureTransform features, VaeOptions options)
    {
        if (options.Standardize)
            return null;
        int largest = Enumerable.Range(0, features.Count).MaxBy(j => features.Likelihoods[j].IsStandardized ? Magnitude(summary.Features[j]) : 0);
        double magnitude = Magnitude(summary.Features[largest]);
        return magnitude <= Large ? null : new OptionText(
            $"feature '{data.FeatureNames[largest]}', whose values are as large as {magnitude:G3}, with {OptionNames.Standardize} off: leave {OptionNames.Standardize} on, or put the feature in a unit in which its values are about 1");
    }

    private static double Magnitude(FeatureSummary feature) => Math.Max(Math.Abs(feature.Minimum), Math.Abs(feature.Maximum));
}
