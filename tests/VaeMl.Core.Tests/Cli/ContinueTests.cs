using VaeMl.Cli.Failures;

namespace VaeMl.Tests.Cli;

public sealed class ContinueTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void AModelIsTrainedOnWithItsColumnsInAnyOrder()
    {
        VaeModel old = _tool.Model(Rows("kind,load,heat", 60, seed: 1));
        string rows = _tool.Write("new.csv", Rows("heat,id,kind,load", 40, seed: 2).Replace("blue", "green", StringComparison.Ordinal));
        Assert.True(_tool.Run(["fit", rows, "--from", _tool.PathOf("model.onnx"), "--output", _tool.PathOf("model.onnx"), "--epochs", "2", "--flag-rate", "0.1", "--calibration-folds", "2"]) == 0, _tool.Error);
        VaeModel model = VaeModel.Load(_tool.PathOf("model.onnx"));
        Assert.Equal(["kind", "load", "heat"], model.FeatureNames);
        Assert.Equal(old.FeatureLevels[0], model.FeatureLevels[0]);
        Assert.Equal([8], model.Options.HiddenSizes);
        Assert.Equal((0.1, 40), (model.Options.FlagRate, model.Quantiles.Count));
        Assert.Contains("hold a level that the model does not know, of feature 'kind'", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void DriftIsToldInAWarning()
    {
        _tool.Model(Rows("kind,load,heat", 200, seed: 1));
        string far = "kind,load,heat\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"red,{500 + i},{900 - i}\n"));
        Assert.Equal(0, _tool.Run(["fit", _tool.Write("far.csv", far), "--from", _tool.PathOf("model.onnx"), "--output", _tool.PathOf("m.onnx"), "--epochs", "1", "--calibration-folds", "2"]));
        Assert.Contains("warning: 100 % of the new rows lie beyond the threshold of the model that was continued", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatDoesNotFitIsAnErrorAndLeavesTheModel()
    {
        _tool.Model(Rows("kind,load,heat", 60, seed: 1));
        byte[] before = File.ReadAllBytes(_tool.PathOf("model.onnx"));
        string[] fit = ["fit", _tool.Write("new.csv", Rows("kind,load", 40, seed: 2)), "--from", _tool.PathOf("model.onnx"), "--output", _tool.PathOf("model.onnx")];
        Assert.Equal(ExitCodes.BadInput, _tool.Run(fit));
        Assert.Equal("error: new.csv, line 1: there is no column 'heat', a column of the model; the columns are kind, load", _tool.Error.TrimEnd());

        fit[1] = _tool.Write("new.csv", Rows("kind,load,heat", 40, seed: 2));
        Assert.Equal(ExitCodes.WrongUsage, _tool.Run([.. fit, "--hidden-sizes", "16"]));
        Assert.Equal(
            "error: --hidden-sizes is [8] in the model and cannot be changed when its training is continued; [16] is asked for. Leave it out, or train a new model.",
            _tool.Error.Split('\n')[0].TrimEnd());
        Assert.Equal(ExitCodes.WrongUsage, _tool.Run([.. fit, "--exclude", "load"]));
        Assert.StartsWith("error: with --from the columns are the model's", _tool.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.BadInput, _tool.Run(["fit", fit[1], "--from", fit[1], "--output", _tool.PathOf("m.onnx")]));
        Assert.Equal(ExitCodes.BadInput, _tool.Run(["fit", _tool.Write("new.csv", "kind,load,heat\n"), "--from", _tool.PathOf("model.onnx"), "--output", _tool.PathOf("m.onnx")]));
        Assert.Equal(before, File.ReadAllBytes(_tool.PathOf("model.onnx")));
    }

    /// <summary>Rows of the named columns.</summary>
    private static string Rows(string header, int count, int seed)
    {
        Random random = new(seed);
        return header + "\n" + string.Concat(Enumerable.Range(0, count).Select(i => string.Join(',', header.Split(',').Select(column => column switch
        {
            "kind" => random.Next(3) switch { 0 => "red", 1 => "blue", _ => "grey" },
            "id" => $"x{i}",
            _ => random.Next(100).ToString(System.Globalization.CultureInfo.InvariantCulture),
        })) + "\n"));
    }
}
