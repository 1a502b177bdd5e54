using System.Globalization;

namespace VaeMl.Contracts;

/// <summary>Checks options once and names every violation: option, allowed range, value received.</summary>
internal static class OptionsCheck
{
    /// <exception cref="ArgumentException">One or more options lie outside their ranges.</exception>
    public static void ThrowIfInvalid(VaeOptions options, string parameterName)
    {
        if (Violations(options) is { Length: > 0 } violations)
            throw new ArgumentException(violations, parameterName);
    }

    /// <summary>One sentence for each option outside its range; empty if all are valid.</summary>
    public static string Violations(VaeOptions options) => string.Join(' ', Each(options));

    private static IEnumerable<string> Each(VaeOptions o)
    {
        IEnumerable<string?> checks =
        [
            Defined(nameof(o.TrainingData), o.TrainingData),
            Within(
                nameof(o.Likelihood),
                o.Likelihood,
                Enum.IsDefined(o.Likelihood) && o.Likelihood != LikelihoodKind.Categorical,
                "one of " + string.Join(", ", Enum.GetNames<LikelihoodKind>().Where(name => name != nameof(LikelihoodKind.Categorical)))),
            Defined(nameof(o.Variance), o.Variance),
            Defined(nameof(o.Activation), o.Activation),
            Defined(nameof(o.LatentTerm), o.LatentTerm),
            Defined(nameof(o.Schedule), o.Schedule),
            Defined(nameof(o.Score), o.Score),
            o.Trimming is { } trimming ? Defined(nameof(o.Trimming), trimming) : null,
            Defined(nameof(o.Split), o.Split),
            Within(nameof(o.VarianceFloor), o.VarianceFloor, o.VarianceFloor is null or (>= 0 and <= 1e6), "from 0 to 1000000, or null"),
            Within(nameof(o.LatentSize), o.LatentSize, o.LatentSize is null or (>= 1 and <= 65536), "from 1 to 65536, or null"),
            .. Sizes(nameof(o.HiddenSizes), o.HiddenSizes),
            .. Sizes(nameof(o.DecoderHiddenSizes), o.DecoderHiddenSizes),
            Within(nameof(o.Beta), o.Beta, o.Beta is >= 0 and <= 1e6, "from 0 to 1000000"),
            Within(nameof(o.KlWarmupEpochs), o.KlWarmupEpochs, o.KlWarmupEpochs >= 0, "0 or more"),
            Within(nameof(o.TrainingSamples), o.TrainingSamples, o.TrainingSamples is >= 1 and <= 1024, "from 1 to 1024"),
            Within(nameof(o.LearningRate), o.LearningRate, o.LearningRate is > 0 and <= 1, "above 0 and at most 1"),
            Within(nameof(o.BatchSize), o.BatchSize, o.BatchSize is >= 1 and <= 65536, "from 1 to 65536"),
            AtLeastOne(nameof(o.Epochs), o.Epochs),
            Within(nameof(o.TrimFraction), o.TrimFraction, o.TrimFraction is null or (>= 0 and < 1), "from 0 to below 1, or null"),
            Within(nameof(o.RowGradientLimit), o.RowGradientLimit, o.RowGradientLimit > 0, "above 0"),
            Within(nameof(o.ValidationFraction), o.ValidationFraction, o.ValidationFraction is null or (>= 0 and < 1), "from 0 to below 1, or null"),
            AtLeastOne(nameof(o.Patience), o.Patience),
            Within(nameof(o.CalibrationFolds), o.CalibrationFolds, o.CalibrationFolds is 0 or (>= 2 and <= 100), "0, or from 2 to 100"),
            Within(nameof(o.FlagRate), o.FlagRate, o.FlagRate is > 0 and < 1, "above 0 and below 1"),
            Within(nameof(o.ScoreSamples), o.ScoreSamples, o.ScoreSamples is >= 1 and <= 4096, "from 1 to 4096"),
            Within(nameof(o.Threads), o.Threads, o.Threads is null or (>= 1 and <= 1024), "from 1 to 1024, or null"),
            o.TrimFraction is not null && o.Trimming is TrimmingKind.None or TrimmingKind.Unstructured
                ? $"TrimFraction belongs to Trimming {TrimmingKind.LeastLikely}; with {o.Trimming} leave it null." : null,
            o.Patience is not null && o.ValidationFraction is 0
                ? "Patience needs held-out rows: set ValidationFraction above 0 or leave it null, or leave Patience null." : null,
        ];
        return checks.OfType<string>();
    }

    private static string? AtLeastOne(string name, int? value) => Within(name, value, value is null or >= 1, "1 or more, or null");

    private static IEnumerable<string?> Sizes(string name, IReadOnlyList<int>? sizes) =>
        (sizes ?? []).Select((size, i) => Within($"{name}[{i}]", size, size is >= 1 and <= 65536, "from 1 to 65536"));

    private static string? Defined<T>(string name, T value)
        where T : struct, Enum =>
        Within(name, value, Enum.IsDefined(value), "one of " + string.Join(", ", Enum.GetNames<T>()));

    private static string? Within(string name, object? value, bool good, string range) =>
        good ? null : string.Create(CultureInfo.InvariantCulture, $"{name} must be {range}; it is {value}.");
}
