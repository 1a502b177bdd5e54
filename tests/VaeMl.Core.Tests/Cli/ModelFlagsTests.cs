using System.CommandLine;
using VaeMl.Cli.Options;

namespace VaeMl.Tests.Cli;

public class ModelFlagsTests
{
    private static readonly ModelFlags _flags = new();

    [Fact]
    public void EveryOptionHasAFlag() => Assert.Equal(
        typeof(VaeOptions).GetProperties().Select(p => p.Name).Order(StringComparer.Ordinal),
        _flags.All.Select(f => f.Property).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("LatentSize", "latent-size")]
    [InlineData("KlWarmupEpochs", "kl-warmup-epochs")]
    [InlineData("PlugIn", "plug-in")]
    public void NamesAreKebabCase(string name, string kebab) => Assert.Equal(kebab, FlagText.Kebab(name));

    [Fact]
    public void WhatAFlagShowsItAlsoReads()
    {
        VaeOptions options = new()
        {
            TrainingData = TrainingData.Clean,
            Likelihood = LikelihoodKind.Gaussian,
            Variance = VarianceKind.PerFeature,
            VarianceFloor = 0.25,
            LogScale = true,
            Trimming = TrimmingKind.LeastLikely,
            TrimFraction = 0.02,
            LatentSize = 3,
            HiddenSizes = [16, 8],
            DecoderHiddenSizes = [],
            Activation = ActivationKind.Tanh,
            Standardize = false,
            Beta = 0.5,
            KlWarmupEpochs = 7,
            TrainingSamples = 2,
            LatentTerm = LatentTermKind.Sampled,
            LearningRate = 1e-4,
            Schedule = LearningRateSchedule.Constant,
            BatchSize = 32,
            Epochs = 11,
            RowGradientLimit = double.PositiveInfinity,
            ValidationFraction = 0.2,
            Patience = 4,
            CalibrationFolds = 0,
            Split = RowSplit.Random,
            FlagRate = 0.05,
            Score = ScoreKind.ImportanceWeighted,
            ScoreSamples = 8,
            Seed = -1,
            Threads = 2,
        };
        string[] args = [.. _flags.All.SelectMany(flag => new[] { flag.Option.Name, flag.Show(options) })];
        VaeOptions read = _flags.Read(Parse(args));
        foreach (ModelFlag flag in _flags.All)
        {
            Assert.Equal(flag.Show(options), flag.Show(read));
            Assert.True(flag.Show(options) != flag.Show(ModelFlags.Defaults), $"{flag.Property} should differ from its default for this test");
        }
    }

    [Fact]
    public void WithoutFlagsTheDefaultsHold() =>
        Assert.Equal(new VaeOptions { TrainingData = TrainingData.Contaminated }, _flags.Read(Parse([])));

    [Fact]
    public void HelpStatesTheDefaultsOfTheOptions() => Assert.All(
        _flags.All, flag => Assert.EndsWith($"[default: {flag.Show(ModelFlags.Defaults)}]", flag.Option.Description, StringComparison.Ordinal));

    private static ParseResult Parse(string[] args)
    {
        Command command = new("fit");
        foreach (ModelFlag flag in _flags.All)
            command.Add(flag.Option);
        ParseResult parsed = command.Parse(args);
        Assert.Empty(parsed.Errors);
        return parsed;
    }
}
