namespace VaeMl.Tests.Cli;

public sealed class InspectTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void SaysWhatTheModelIs()
    {
        VaeModel model = _tool.Model(Tables.Two(), "--latent-size", "2", "--beta", "0.5");
        Assert.Equal(0, _tool.Run("inspect", _tool.PathOf("model.onnx")));
        Dictionary<string, string> facts = _tool.Output.Split('\n')
            .Select(line => line.Trim().Split("  ", 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 2)
            .DistinctBy(cells => cells[0])
            .ToDictionary(cells => cells[0], cells => cells[1]);
        Assert.Equal("2", facts["features"]);
        Assert.Equal("2", facts["latent variables"]);
        Assert.Equal("2 - 8 - 2", facts["encoder"]);
        Assert.Equal(model.Trainer, facts["trainer"]);
        Assert.Equal("0.5", facts["beta"]);
        Assert.Equal("8", facts["hidden-sizes"]);
        Assert.Matches("^student-t +linear$", facts["a"]);
        Assert.Equal(model.Threshold, double.Parse(facts["threshold"], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void SaysWhichFeaturesAreOnALogScale()
    {
        Random random = new(1);
        string table = "amount,heat\n" + string.Concat(Enumerable.Range(0, 200).Select(_ =>
            FormattableString.Invariant($"{Math.Exp(2 * Models.Normal(random)):F4},{Models.Normal(random):F4}\n")));
        VaeModel model = _tool.Model(table, "--log-scale", "true");
        Assert.Equal(0, model.LogScales[1]);
        Assert.Equal(0, _tool.Run("inspect", _tool.PathOf("model.onnx")));
        Assert.Matches(FormattableString.Invariant($@"amount +student-t +asinh\(x / {model.LogScales[0]}\)"), _tool.Output);
        Assert.Matches("heat +student-t +linear", _tool.Output);
    }

    [Fact]
    public void SaysWhichFeaturesAreCategories()
    {
        Categories.CategoryTable.Fit(Models.Quick).Save(_tool.PathOf("model.onnx"));
        Assert.Equal(0, _tool.Run("inspect", _tool.PathOf("model.onnx")));
        Assert.Matches("colour +categorical +category, 3 levels", _tool.Output);
        Assert.Matches("only +categorical +category, 1 level\\b", _tool.Output);
        Assert.Matches("weight +gaussian +linear", _tool.Output);
        Assert.Matches("encoder +12 - 16 - 2", _tool.Output);
    }
}
