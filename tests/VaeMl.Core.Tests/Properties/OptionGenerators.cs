using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using VaeMl.Contracts;

namespace VaeMl.Tests.Properties;

/// <summary>Random architectures and options, each with a table that fits them.</summary>
public static class OptionGenerators
{
    /// <summary>Options that train a small table in milliseconds.</summary>
    internal static VaeOptions Quick { get; } = new() { HiddenSizes = [8], Epochs = 2, BatchSize = 16, CalibrationFolds = 2, Threads = 1 };

    private static readonly Gen<IReadOnlyList<int>?> Sizes = Gen.Elements<IReadOnlyList<int>?>([], [1], [7], [16], [17, 33], [64, 3], [2, 2, 2]);

    private static readonly Gen<Func<VaeOptions, VaeOptions>>[] Choices =
    [
        Choice((o, value) => o with { TrainingData = value }, Enum.GetValues<TrainingData>()),
        Choice((o, value) => o with { Likelihood = value }, LikelihoodKind.Bernoulli, LikelihoodKind.Gaussian, LikelihoodKind.StudentT),
        Choice((o, value) => o with { Variance = value }, Enum.GetValues<VarianceKind>()),
        Choice((o, value) => o with { VarianceFloor = value }, 0, 1e-6, 0.5),
        Choice((o, value) => o with { LogScale = value }, true, false),
        Choice((o, value) => o with { LatentSize = value }, 1, 2, 3, 5),
        Sizes.Select(value => (Func<VaeOptions, VaeOptions>)(o => o with { HiddenSizes = value })),
        Sizes.Select(value => (Func<VaeOptions, VaeOptions>)(o => o with { DecoderHiddenSizes = value })),
        Choice((o, value) => o with { Activation = value }, Enum.GetValues<ActivationKind>()),
        Choice((o, value) => o with { Standardize = value }, false),
        Choice((o, value) => o with { Beta = value }, 0, 4),
        Choice((o, value) => o with { KlWarmupEpochs = value }, 1, 9),
        Choice((o, value) => o with { TrainingSamples = value }, 2, 3),
        Choice((o, value) => o with { LatentTerm = value }, LatentTermKind.Sampled),
        Choice((o, value) => o with { LearningRate = value }, 1e-4, 0.02),
        Choice((o, value) => o with { Schedule = value }, LearningRateSchedule.Constant),
        Choice((o, value) => o with { BatchSize = value }, 1, 7, 128),
        Choice((o, value) => o with { Epochs = value }, 1, 5),
        Choice((o, value) => o with { Trimming = value }, Enum.GetValues<TrimmingKind>()),
        Choice((o, value) => o with { TrimFraction = value }, 0, 0.3),
        Choice((o, value) => o with { RowGradientLimit = value }, 1, double.PositiveInfinity),
        Choice((o, value) => o with { ValidationFraction = value }, 0, 0.2),
        Choice((o, value) => o with { Patience = value }, 1),
        Choice((o, value) => o with { CalibrationFolds = value }, 0, 5),
        Choice((o, value) => o with { Split = value }, RowSplit.Random),
        Choice((o, value) => o with { FlagRate = value }, 0.3),
        Choice((o, value) => o with { Score = value }, Enum.GetValues<ScoreKind>()),
        Choice((o, value) => o with { ScoreSamples = value }, 1, 3, 6),
        Choice((o, value) => o with { Seed = value }, 1, -1, int.MaxValue),
    ];

    public static Arbitrary<RandomTraining> Training() => Arb.From(Trainings, Smaller);

    private static Gen<RandomTraining> Trainings =>
        from choices in Gen.CollectToArray(Choices, choice => choice.Or(Gen.Constant<Func<VaeOptions, VaeOptions>>(o => o)))
        let options = choices.Aggregate(Quick, (o, choice) => choice(o))
        where IsValid(options)
        // A network that is fed raw numbers cannot train on those of any size.
        from table in options is { Likelihood: LikelihoodKind.Bernoulli } or { Standardize: false } ? SchemaGenerators.InUnitInterval : SchemaGenerators.Any
        let training = new RandomTraining(options, table)
        where Fits(training)
        select training;

    /// <summary>With an option less, or a smaller table.</summary>
    private static IEnumerable<RandomTraining> Smaller(RandomTraining training)
    {
        foreach (PropertyInfo option in typeof(VaeOptions).GetProperties().Where(option => !Equals(option.GetValue(training.Options), option.GetValue(Quick))))
        {
            VaeOptions fewer = training.Options with { };
            option.SetValue(fewer, option.GetValue(Quick));
            if (IsValid(fewer))
                yield return training with { Options = fewer };
        }
        foreach (RandomTable table in training.Table.Smaller())
            if (training with { Table = table } is var smaller && Fits(smaller))
                yield return smaller;
    }

    private static bool IsValid(VaeOptions options)
    {
        try
        {
            OptionsCheck.ThrowIfInvalid(options, nameof(options));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool Fits(RandomTraining training) => training.Options.LatentSize is not { } size || size <= training.Table.Trained.SlotCount;

    private static Gen<Func<VaeOptions, VaeOptions>> Choice<T>(Func<VaeOptions, T, VaeOptions> with, params T[] values) =>
        Gen.Elements(values).Select(value => (Func<VaeOptions, VaeOptions>)(options => with(options, value)));
}
