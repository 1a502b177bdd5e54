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
        Assert.Equal("student-t", facts["a"]);
        Assert.Equal(model.Threshold, double.Parse(facts["threshold"], System.Globalization.CultureInfo.InvariantCulture));
    }
}
