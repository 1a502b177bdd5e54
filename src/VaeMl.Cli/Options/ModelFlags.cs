using System.CommandLine;
using VaeMl.Cli.Failures;
using VaeMl.Contracts;
using VaeMl.Messages;
using VaeMl.Training;

namespace VaeMl.Cli.Options;

/// <summary>A flag for every property of <see cref="VaeOptions"/>.</summary>
internal sealed class ModelFlags
{
    private const string Number = "number";
    private const string Whole = "integer";
    private const string Widths = "n,n,…|none";

    /// <summary>The tool's default options. Files of unknown origin may contain anomalies.</summary>
    public static VaeOptions Defaults { get; } = new() { TrainingData = TrainingData.Contaminated };

    public IReadOnlyList<ModelFlag> All { get; } =
    [
        Choice(nameof(VaeOptions.TrainingData), "Whether the training set has normal rows only, or may contain anomalies.", o => o.TrainingData, (o, v) => o with { TrainingData = v }),
        Choice(nameof(VaeOptions.Likelihood), "The distribution of the features given the latent variables.", o => o.Likelihood, (o, v) => o with { Likelihood = v }, OptionsCheck.LikelihoodsOfNumbers),
        Choice(nameof(VaeOptions.Variance), "Whether the learned variance of Gaussian and Student-t features is shared, per feature or per row.", o => o.Variance, (o, v) => o with { Variance = v }),
        Real(nameof(VaeOptions.VarianceFloor), "The minimum variance of a Gaussian or Student-t feature, in units of the feature's own variance.", o => o.VarianceFloor, (o, v) => o with { VarianceFloor = v }, "depends on the training set"),
        Bool(nameof(VaeOptions.LogScale), "Whether nonnegative, skewed features are modelled on a logarithmic scale.", o => o.LogScale, (o, v) => o with { LogScale = v }, "depends on the training set"),
        Int(nameof(VaeOptions.LatentSize), "The number of latent variables.", o => o.LatentSize, (o, v) => o with { LatentSize = v }, "depends on the number of features"),
        Sizes(nameof(VaeOptions.HiddenSizes), "The widths of the encoder's hidden layers.", o => o.HiddenSizes, (o, v) => o with { HiddenSizes = v }, "depends on the training set"),
        Sizes(nameof(VaeOptions.DecoderHiddenSizes), "The widths of the decoder's hidden layers.", o => o.DecoderHiddenSizes, (o, v) => o with { DecoderHiddenSizes = v }, "the encoder's, reversed"),
        Choice(nameof(VaeOptions.Activation), "The activation function of hidden layers.", o => o.Activation, (o, v) => o with { Activation = v }),
        Bool(nameof(VaeOptions.Standardize), "Whether Gaussian and Student-t features are standardised inside the model.", o => o.Standardize, (o, v) => o with { Standardize = v }),
        Real(nameof(VaeOptions.Beta), "The weight of the KL term in training.", o => o.Beta, (o, v) => o with { Beta = v }),
        Int(nameof(VaeOptions.KlWarmupEpochs), "The number of epochs over which beta rises from 0.", o => o.KlWarmupEpochs, (o, v) => o with { KlWarmupEpochs = v }),
        Int(nameof(VaeOptions.TrainingSamples), "The number of latent samples per row and training step.", o => o.TrainingSamples, (o, v) => o with { TrainingSamples = v }),
        Choice(nameof(VaeOptions.LatentTerm), "Whether training computes the KL term in closed form or from samples.", o => o.LatentTerm, (o, v) => o with { LatentTerm = v }),
        Real(nameof(VaeOptions.LearningRate), "The learning rate of the Adam optimizer.", o => o.LearningRate, (o, v) => o with { LearningRate = v }),
        Choice(nameof(VaeOptions.Schedule), "The learning rate schedule.", o => o.Schedule, (o, v) => o with { Schedule = v }),
        Int(nameof(VaeOptions.BatchSize), "The maximum number of rows in a mini-batch.", o => o.BatchSize, (o, v) => o with { BatchSize = v }),
        Int(nameof(VaeOptions.Epochs), "The number of passes over the training set.", o => o.Epochs, (o, v) => o with { Epochs = v }, "depends on the number of rows"),
        OptionalChoice<TrimmingKind>(nameof(VaeOptions.Trimming), "Which training rows are excluded during training as likely anomalies.", o => o.Trimming, (o, v) => o with { Trimming = v }, "depends on the training set"),
        Real(nameof(VaeOptions.TrimFraction), "The share of training rows that least-likely trimming excludes at the end of training.", o => o.TrimFraction, (o, v) => o with { TrimFraction = v }, "0.1 with least-likely trimming"),
        Real(nameof(VaeOptions.RowGradientLimit), "The maximum norm of one row's gradient at the decoder's output; infinity for no limit.", o => o.RowGradientLimit, (o, v) => o with { RowGradientLimit = v }),
        Real(nameof(VaeOptions.ValidationFraction), "The share of rows held out for validation and calibration.", o => o.ValidationFraction, (o, v) => o with { ValidationFraction = v }, "depends on the number of rows"),
        Int(nameof(VaeOptions.Patience), "The number of epochs without a better validation ELBO after which training stops early.", o => o.Patience, (o, v) => o with { Patience = v }, "never"),
        Int(nameof(VaeOptions.CalibrationFolds), "The number of folds for calibrating the threshold on out-of-fold scores if no rows are held out; 0 for no threshold.", o => o.CalibrationFolds, (o, v) => o with { CalibrationFolds = v }),
        Choice(nameof(VaeOptions.Split), "How rows are split for validation and calibration. Rows in order of time need blocks.", o => o.Split, (o, v) => o with { Split = v }),
        Real(nameof(VaeOptions.FlagRate), "The share of normal (in-distribution) rows that the model flags.", o => o.FlagRate, (o, v) => o with { FlagRate = v }),
        Choice(nameof(VaeOptions.Score), "The anomaly score.", o => o.Score, (o, v) => o with { Score = v }),
        Int(nameof(VaeOptions.ScoreSamples), "The number of fixed latent samples for scoring a row.", o => o.ScoreSamples, (o, v) => o with { ScoreSamples = v }),
        Int(nameof(VaeOptions.Seed), "The random seed.", o => o.Seed, (o, v) => o with { Seed = v }),
        Int(nameof(VaeOptions.Threads), "The number of training threads. It never changes the result.", o => o.Threads, (o, v) => o with { Threads = v }, "depends on the machine"),
    ];

    /// <summary>How the tool writes options in messages.</summary>
    public static OptionStyle Style { get; } = new(property => $"--{FlagText.Kebab(property)}", FlagText.Kebab, HasNull: false);

    /// <summary>Returns the options on the command line.</summary>
    /// <exception cref="UsageException">An option is outside its range.</exception>
    public VaeOptions Read(ParseResult parsed)
    {
        VaeOptions options = Applied(parsed, Defaults);
        ThrowIf(OptionsCheck.Violations(options));
        return options;
    }

    /// <summary>Returns a model's options, overridden by those on the command line.</summary>
    /// <exception cref="UsageException">An option is outside its range, or would change the model's network.</exception>
    public VaeOptions Read(ParseResult parsed, VaeModel continued)
    {
        VaeOptions options = Applied(parsed, ContinuedOptions.Create(continued));
        ThrowIf(ContinuedOptions.Violations(continued, options) ?? OptionsCheck.Violations(options));
        return options;
    }

    private VaeOptions Applied(ParseResult parsed, VaeOptions options) => All.Aggregate(options, (applied, flag) => flag.Apply(parsed, applied));

    private static void ThrowIf(OptionText? violations)
    {
        if (violations is not null)
            throw new UsageException(violations.Write(Style));
    }

    private static ModelFlag Int(
        string property, string description, Func<VaeOptions, int?> get, Func<VaeOptions, int, VaeOptions> set, string automatic = "") =>
        ModelFlag.Create<int>(property, description, Whole, FlagText.TryInt, o => get(o), set, automatic);

    private static ModelFlag Real(
        string property, string description, Func<VaeOptions, double?> get, Func<VaeOptions, double, VaeOptions> set, string automatic = "") =>
        ModelFlag.Create<double>(property, description, Number, FlagText.TryDouble, o => get(o), set, automatic);

    private static ModelFlag Bool(
        string property, string description, Func<VaeOptions, bool?> get, Func<VaeOptions, bool, VaeOptions> set, string automatic = "") =>
        ModelFlag.Create<bool>(property, description, "true|false", FlagText.TryBool, o => get(o), set, automatic);

    private static ModelFlag Sizes(
        string property, string description, Func<VaeOptions, IReadOnlyList<int>?> get, Func<VaeOptions, IReadOnlyList<int>, VaeOptions> set, string automatic) =>
        ModelFlag.Create<IReadOnlyList<int>>(property, description, Widths, FlagText.TrySizes, get, set, automatic);

    private static ModelFlag OptionalChoice<T>(
        string property, string description, Func<VaeOptions, T?> get, Func<VaeOptions, T, VaeOptions> set, string automatic, IReadOnlyList<T>? values = null)
        where T : struct, Enum =>
        ModelFlag.Create<T>(property, description, string.Join('|', (values ?? Enum.GetValues<T>()).Select(value => FlagText.Kebab(value.ToString()))), FlagText.TryEnum, o => get(o), set, automatic);

    private static ModelFlag Choice<T>(
        string property, string description, Func<VaeOptions, T> get, Func<VaeOptions, T, VaeOptions> set, IReadOnlyList<T>? values = null)
        where T : struct, Enum =>
        OptionalChoice(property, description, o => get(o), set, "", values);
}
