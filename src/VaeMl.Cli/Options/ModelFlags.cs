using System.CommandLine;
using System.Text.RegularExpressions;
using VaeMl.Cli.Failures;

namespace VaeMl.Cli.Options;

/// <summary>A flag for every property of <see cref="VaeOptions"/>.</summary>
internal sealed class ModelFlags
{
    private const string Number = "number";
    private const string Whole = "integer";
    private const string Widths = "n,n,…|none";

    /// <summary>Files of unknown making may well hold what is looked for.</summary>
    public static VaeOptions Defaults { get; } = new() { TrainingData = TrainingData.Contaminated };

    public IReadOnlyList<ModelFlag> All { get; } =
    [
        Choice(nameof(VaeOptions.TrainingData), "What the training rows are: usual ones only, or with anomalies among them.", o => o.TrainingData, (o, v) => o with { TrainingData = v }),
        Choice(nameof(VaeOptions.Likelihood), "The distribution of the features given the latent.", o => o.Likelihood, (o, v) => o with { Likelihood = v }),
        Choice(nameof(VaeOptions.Variance), "What the learned variance of Gaussian, Student-t and Laplace features depends on.", o => o.Variance, (o, v) => o with { Variance = v }),
        Real(nameof(VaeOptions.VarianceFloor), "The least variance of a Gaussian, Student-t or Laplace feature, in units of the feature's own.", o => o.VarianceFloor, (o, v) => o with { VarianceFloor = v }, "by the training data"),
        Bool(nameof(VaeOptions.LogScale), "Whether nonnegative, skewed features are put on a logarithmic scale.", o => o.LogScale, (o, v) => o with { LogScale = v }, "by the training data"),
        Int(nameof(VaeOptions.LatentSize), "The number of latent variables.", o => o.LatentSize, (o, v) => o with { LatentSize = v }, "by the number of features"),
        Sizes(nameof(VaeOptions.HiddenSizes), "The encoder's hidden layers.", o => o.HiddenSizes, (o, v) => o with { HiddenSizes = v }, "by the training data"),
        Sizes(nameof(VaeOptions.DecoderHiddenSizes), "The decoder's hidden layers.", o => o.DecoderHiddenSizes, (o, v) => o with { DecoderHiddenSizes = v }, "the encoder's, mirrored"),
        Choice(nameof(VaeOptions.Activation), "The activation of hidden layers.", o => o.Activation, (o, v) => o with { Activation = v }),
        Bool(nameof(VaeOptions.Standardize), "Whether Gaussian, Student-t and Laplace features are standardised inside the model.", o => o.Standardize, (o, v) => o with { Standardize = v }),
        Real(nameof(VaeOptions.Beta), "The weight of the KL term in training.", o => o.Beta, (o, v) => o with { Beta = v }),
        Int(nameof(VaeOptions.KlWarmupEpochs), "Over how many epochs beta rises from 0.", o => o.KlWarmupEpochs, (o, v) => o with { KlWarmupEpochs = v }),
        Int(nameof(VaeOptions.TrainingSamples), "Latent samples per row and training step.", o => o.TrainingSamples, (o, v) => o with { TrainingSamples = v }),
        Choice(nameof(VaeOptions.LatentTerm), "Whether the KL term is taken in closed form or sampled in training.", o => o.LatentTerm, (o, v) => o with { LatentTerm = v }),
        Real(nameof(VaeOptions.LearningRate), "Adam's step size.", o => o.LearningRate, (o, v) => o with { LearningRate = v }),
        Choice(nameof(VaeOptions.Schedule), "How the step size moves over the training.", o => o.Schedule, (o, v) => o with { Schedule = v }),
        Int(nameof(VaeOptions.BatchSize), "The most rows in a mini-batch.", o => o.BatchSize, (o, v) => o with { BatchSize = v }),
        Int(nameof(VaeOptions.Epochs), "Passes over the training rows.", o => o.Epochs, (o, v) => o with { Epochs = v }, "by the number of rows"),
        OptionalChoice<TrimmingKind>(nameof(VaeOptions.Trimming), "Which training rows are left out as unlikely.", o => o.Trimming, (o, v) => o with { Trimming = v }, "by the training data"),
        Real(nameof(VaeOptions.TrimFraction), "The share of training rows that trimming by least likely rows leaves out at the end.", o => o.TrimFraction, (o, v) => o with { TrimFraction = v }, "0.1 with such trimming"),
        Real(nameof(VaeOptions.RowGradientLimit), "The most that one row's gradient can weigh; infinity for no limit.", o => o.RowGradientLimit, (o, v) => o with { RowGradientLimit = v }),
        Real(nameof(VaeOptions.ValidationFraction), "The share of rows held out of training.", o => o.ValidationFraction, (o, v) => o with { ValidationFraction = v }, "by the number of rows"),
        Int(nameof(VaeOptions.Patience), "Epochs without a better validation bound after which training stops.", o => o.Patience, (o, v) => o with { Patience = v }, "never"),
        Int(nameof(VaeOptions.CalibrationFolds), "Folds that calibrate the threshold when no rows are held out; 0 for no threshold.", o => o.CalibrationFolds, (o, v) => o with { CalibrationFolds = v }),
        Choice(nameof(VaeOptions.Split), "How rows are put apart for validation and calibration: rows in the order of time need blocks.", o => o.Split, (o, v) => o with { Split = v }),
        Real(nameof(VaeOptions.FlagRate), "The share of rows like the training data that the model flags.", o => o.FlagRate, (o, v) => o with { FlagRate = v }),
        Choice(nameof(VaeOptions.Score), "Which score ranks the rows.", o => o.Score, (o, v) => o with { Score = v }),
        Int(nameof(VaeOptions.ScoreSamples), "Fixed latent samples at which a row is scored.", o => o.ScoreSamples, (o, v) => o with { ScoreSamples = v }),
        Int(nameof(VaeOptions.Seed), "The seed of everything random.", o => o.Seed, (o, v) => o with { Seed = v }),
        Int(nameof(VaeOptions.Threads), "Threads that train; they never change the result.", o => o.Threads, (o, v) => o with { Threads = v }, "by the machine"),
    ];

    /// <summary>A trainer with the options asked for.</summary>
    /// <exception cref="UsageException">An option lies outside its range.</exception>
    public VaeTrainer Trainer(ParseResult parsed) => Checked(() => new VaeTrainer(Applied(parsed, Defaults)));

    /// <summary>A model's options, with those asked for in their place.</summary>
    /// <exception cref="UsageException">An option lies outside its range, or would make another network of the model's.</exception>
    public VaeOptions ContinuedOptions(ParseResult parsed, VaeModel model) => Checked(() =>
    {
        VaeOptions options = Applied(parsed, Training.ContinuedOptions.Create(model));
        Training.ContinuedOptions.ThrowIfReshaped(model, options);
        return new VaeTrainer(options).Options;
    });

    private VaeOptions Applied(ParseResult parsed, VaeOptions options) => All.Aggregate(options, (applied, flag) => flag.Apply(parsed, applied));

    private T Checked<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException e)
        {
            throw new UsageException(InFlags(e.Message.Replace($" (Parameter '{e.ParamName}')", "", StringComparison.Ordinal), All));
        }
    }

    /// <summary>A message that may speak of options, told in the names that the user typed. Words that could be prose stay as they are.</summary>
    public string InFlags(string message) => InFlags(message, All.Where(flag => flag.Property.Skip(1).Any(char.IsAsciiLetterUpper)));

    private static string InFlags(string message, IEnumerable<ModelFlag> flags) => flags
        .Aggregate(message, (text, flag) => Regex.Replace(text, $@"\b{flag.Property}\b", flag.Option.Name))
        .Replace(", or null", "", StringComparison.Ordinal);

    private static ModelFlag Int(
        string property, string description, Func<VaeOptions, int?> get, Func<VaeOptions, int, VaeOptions> set, string automatic = "") =>
        ModelFlag.Of<int>(property, description, Whole, FlagText.TryInt, o => get(o), set, automatic);

    private static ModelFlag Real(
        string property, string description, Func<VaeOptions, double?> get, Func<VaeOptions, double, VaeOptions> set, string automatic = "") =>
        ModelFlag.Of<double>(property, description, Number, FlagText.TryDouble, o => get(o), set, automatic);

    private static ModelFlag Bool(
        string property, string description, Func<VaeOptions, bool?> get, Func<VaeOptions, bool, VaeOptions> set, string automatic = "") =>
        ModelFlag.Of<bool>(property, description, "true|false", FlagText.TryBool, o => get(o), set, automatic);

    private static ModelFlag Sizes(
        string property, string description, Func<VaeOptions, IReadOnlyList<int>?> get, Func<VaeOptions, IReadOnlyList<int>, VaeOptions> set, string automatic) =>
        ModelFlag.Of<IReadOnlyList<int>>(property, description, Widths, FlagText.TrySizes, get, set, automatic);

    private static ModelFlag OptionalChoice<T>(
        string property, string description, Func<VaeOptions, T?> get, Func<VaeOptions, T, VaeOptions> set, string automatic)
        where T : struct, Enum =>
        ModelFlag.Of<T>(property, description, string.Join('|', Enum.GetNames<T>().Select(FlagText.Kebab)), FlagText.TryEnum, o => get(o), set, automatic);

    private static ModelFlag Choice<T>(
        string property, string description, Func<VaeOptions, T> get, Func<VaeOptions, T, VaeOptions> set)
        where T : struct, Enum =>
        OptionalChoice<T>(property, description, o => get(o), set, "");
}
