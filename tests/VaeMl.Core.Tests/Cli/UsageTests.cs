using VaeMl.Cli.Failures;

namespace VaeMl.Tests.Cli;

public sealed class UsageTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("--foo")]
    [InlineData("--latentsize 3")]
    public void AnUnknownOptionIsWrongUsage(string option)
    {
        Assert.Equal(ExitCodes.WrongUsage, _tool.Fit(Tables.Two(), option.Split(' ')));
        Assert.Contains($"'{option.Split(' ')[0]}'", _tool.Error, StringComparison.Ordinal);
        Assert.Contains("See vaeml fit --help", _tool.Error, StringComparison.Ordinal);
        Assert.Equal("", _tool.Output);
    }

    [Theory]
    [InlineData("--latent-size", "0", "--latent-size must be from 1 to 65536; it is 0.")]
    [InlineData("--hidden-sizes", "8,0", "--hidden-sizes[1] must be from 1 to 65536; it is 0.")]
    [InlineData("--beta", "-1", "--beta must be from 0 to 1000000; it is -1.")]
    [InlineData("--flag-rate", "1", "--flag-rate must be above 0 and below 1; it is 1.")]
    public void AnOptionOutOfItsRangeIsNamedAsItWasTyped(string option, string value, string message)
    {
        Assert.Equal(ExitCodes.WrongUsage, _tool.Run("fit", _tool.Write("data.csv", Tables.Two()), "--output", _tool.PathOf("model.onnx"), option, value));
        Assert.Equal($"error: {message}", _tool.Error.TrimEnd());
    }

    [Theory]
    [InlineData("--epochs", "many", "--epochs takes <integer>; 'many' was given.")]
    [InlineData("--beta", "0,5", "--beta takes <number>; '0,5' was given.")]
    [InlineData("--likelihood", "poisson", "--likelihood takes <auto|bernoulli|gaussian")]
    [InlineData("--standardize", "maybe", "--standardize takes <true|false>; 'maybe' was given.")]
    [InlineData("--culture", "klingon", "--culture takes a name such as de-DE or en-US; 'klingon' is not known here.")]
    [InlineData("--separator", "§", "--separator takes an ASCII character; '§' was given.")]
    [InlineData("--separator", "::", "--separator takes one character or tab; '::' was given.")]
    public void AValueOfTheWrongKindIsWrongUsage(string option, string value, string message)
    {
        Assert.Equal(ExitCodes.WrongUsage, _tool.Run("fit", _tool.Write("data.csv", Tables.Two()), "--output", _tool.PathOf("model.onnx"), option, value));
        Assert.StartsWith($"error: {message}", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsRequiredIsNamed()
    {
        Assert.Equal(ExitCodes.WrongUsage, _tool.Run("fit", "data.csv"));
        Assert.Contains("--output", _tool.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.WrongUsage, _tool.Run("sing"));
        Assert.Contains("'sing'", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ThresholdAndFlagRateExcludeEachOther()
    {
        _tool.Model(Tables.Two());
        Assert.Equal(
            ExitCodes.WrongUsage,
            _tool.Run("score", _tool.PathOf("model.onnx"), _tool.PathOf("data.csv"), "--output", _tool.PathOf("s.csv"), "--threshold", "1", "--flag-rate", "0.1"));
        Assert.Contains("give one of them", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AFlagRateForScoringHasItsRange()
    {
        _tool.Model(Tables.Two());
        Assert.Equal(
            ExitCodes.WrongUsage,
            _tool.Run("score", _tool.PathOf("model.onnx"), _tool.PathOf("data.csv"), "--output", _tool.PathOf("s.csv"), "--flag-rate", "2"));
        Assert.Equal("error: --flag-rate must be above 0 and below 1; it is 2.", _tool.Error.TrimEnd());
        Assert.True(_tool.Run("fit", _tool.PathOf("data.csv"), "--output", _tool.PathOf("model.onnx"), "--epochs", "2", "--calibration-folds", "0") == 0, _tool.Error);
        Assert.Equal(
            ExitCodes.WrongUsage,
            _tool.Run("score", _tool.PathOf("model.onnx"), _tool.PathOf("data.csv"), "--output", _tool.PathOf("s.csv"), "--flag-rate", "0.1"));
        Assert.EndsWith("give --threshold.", _tool.Error.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void HelpGoesToTheOutputAndStatesDefaults()
    {
        Assert.Equal(ExitCodes.Good, _tool.Run("fit", "--help"));
        Assert.Contains("--training-data", _tool.Output, StringComparison.Ordinal);
        Assert.Contains("[default: contaminated]", _tool.Output, StringComparison.Ordinal);
        Assert.Equal("", _tool.Error);
        Assert.Equal(ExitCodes.Good, _tool.Run());
        Assert.Contains("inspect", _tool.Output, StringComparison.Ordinal);
    }
}
