using VaeMl.Messages;

namespace VaeMl.Contracts;

/// <summary>Checks options once and names every violation: option, allowed range, value received.</summary>
internal static class OptionsCheck
{
    /// <summary>The likelihoods that can be set. Categories have their own.</summary>
    public static readonly IReadOnlyList<LikelihoodKind> LikelihoodsOfNumbers = [.. Enum.GetValues<LikelihoodKind>().Except([LikelihoodKind.Categorical])];

    /// <exception cref="ArgumentException">One or more options lie outside their ranges.</exception>
    public static void ThrowIfInvalid(VaeOptions options, string parameterName)
    {
        if (Violations(options) is { } violations)
            throw new ArgumentException(violations.ToString(), parameterName);
    }

    /// <summary>One sentence for each option outside its range; null if all are valid.</summary>
    public static OptionText? Violations(VaeOptions options)
    {
        OptionText[] each = [.. Each(options).OfType<OptionText>()];
        return each.Length == 0 ? null : OptionText.Join(" ", each);
    }

    private static IEnumerable<OptionText?> Each(VaeOptions o)
    {
        return
        [
            Defined(nameof(o.TrainingData), o.TrainingData),
            OneOf(nameof(o.Likelihood), o.Likelihood, LikelihoodsOfNumbers),
            Defined(nameof(o.Variance), o.Variance),
            Defined(nameof(o.Activation), o.Activation),
            Defined(nameof(o.LatentTerm), o.LatentTerm),
            Defined(nameof(o.Schedule), o.Schedule),
            Defined(nameof(o.Score), o.Score),
            o.Trimming is { } trimming ? Defined(nameof(o.Trimming), trimming) : null,
            Defined(nameof(o.Split), o.Split),
            Within(nameof(o.VarianceFloor), o.VarianceFloor, o.VarianceFloor is null or (>= 0 and <= 1e6), $"from 0 to 1000000{OptionText.OrNull}"),
            Within(nameof(o.LatentSize), o.LatentSize, o.LatentSize is null or (>= 1 and <= 65536), $"from 1 to 65536{OptionText.OrNull}"),
            .. Sizes(nameof(o.HiddenSizes), o.HiddenSizes),
            .. Sizes(nameof(o.DecoderHiddenSizes), o.DecoderHiddenSizes),
            Within(nameof(o.Beta), o.Beta, o.Beta is >= 0 and <= 1e6, $"from 0 to 1000000"),
            Within(nameof(o.KlWarmupEpochs), o.KlWarmupEpochs, o.KlWarmupEpochs >= 0, $"0 or more"),
            Within(nameof(o.TrainingSamples), o.TrainingSamples, o.TrainingSamples is >= 1 and <= 1024, $"from 1 to 1024"),
            Within(nameof(o.LearningRate), o.LearningRate, o.LearningRate is > 0 and <= 1, $"above 0 and at most 1"),
            Within(nameof(o.BatchSize), o.BatchSize, o.BatchSize is >= 1 and <= 65536, $"from 1 to 65536"),
            AtLeastOne(nameof(o.Epochs), o.Epochs),
            Within(nameof(o.TrimFraction), o.TrimFraction, o.TrimFraction is null or (>= 0 and < 1), $"from 0 to below 1{OptionText.OrNull}"),
            Within(nameof(o.RowGradientLimit), o.RowGradientLimit, o.RowGradientLimit > 0, $"above 0"),
            Within(nameof(o.ValidationFraction), o.ValidationFraction, o.ValidationFraction is null or (>= 0 and < 1), $"from 0 to below 1{OptionText.OrNull}"),
            AtLeastOne(nameof(o.Patience), o.Patience),
            Within(nameof(o.CalibrationFolds), o.CalibrationFolds, o.CalibrationFolds is 0 or (>= 2 and <= 100), $"0, or from 2 to 100"),
            Within(nameof(o.FlagRate), o.FlagRate, o.FlagRate is > 0 and < 1, $"above 0 and below 1"),
            Within(nameof(o.ScoreSamples), o.ScoreSamples, o.ScoreSamples is >= 1 and <= 4096, $"from 1 to 4096"),
            Within(nameof(o.Threads), o.Threads, o.Threads is null or (>= 1 and <= 1024), $"from 1 to 1024{OptionText.OrNull}"),
            o.TrimFraction is not null && o.Trimming is TrimmingKind.None or TrimmingKind.Unstructured
                ? new OptionText($"{OptionNames.TrimFraction} applies only to {OptionNames.Trimming} {TrimmingKind.LeastLikely}; leave it out with {o.Trimming}.") : null,
            o.Patience is not null && o.ValidationFraction is 0
                ? new OptionText($"{OptionNames.Patience} needs held-out rows: set {OptionNames.ValidationFraction} above 0 or leave it out, or leave {OptionNames.Patience} out.") : null,
        ];
    }

    private static OptionText? AtLeastOne(string name, int? value) => Within(name, value, value is null or >= 1, $"1 or more{OptionText.OrNull}");

    private static IEnumerable<OptionText?> Sizes(string name, IReadOnlyList<int>? sizes) => (sizes ?? []).Select((size, i) =>
        size is >= 1 and <= 65536 ? null : new OptionText($"{new OptionName(name)}[{i}] must be from 1 to 65536; it is {size}."));

    private static OptionText? Defined<T>(string name, T value)
        where T : struct, Enum => OneOf(name, value, Enum.GetValues<T>());

    private static OptionText? OneOf<T>(string name, T value, IReadOnlyList<T> values)
        where T : struct, Enum => Within(name, value, values.Contains(value), $"one of {values.Cast<Enum>()}");

    private static OptionText? Within(string name, object? value, bool good, FormattableString range) =>
        good ? null : new OptionText($"{new OptionName(name)} must be {range}; it is {value}.");
}
