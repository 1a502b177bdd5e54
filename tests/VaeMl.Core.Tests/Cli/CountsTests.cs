namespace VaeMl.Tests.Cli;

/// <summary>What the tool says of one thing, and of several.</summary>
public sealed class CountsTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void OneFeatureOneLatentVariableOneEpochOneStepAndOneRowAreSingular()
    {
        string path = _tool.Write("data.csv", "x\n1\n2\n4\n");
        string[] quick = ["--latent-size", "1", "--hidden-sizes", "4", "--epochs", "1", "--validation-fraction", "0.3", "--report", _tool.PathOf("report.html")];
        Assert.Equal(0, _tool.Run(["fit", path, "--output", _tool.PathOf("model.onnx"), .. quick]));
        Assert.Contains("data.csv: 3 rows, 1 feature\n", Lines(), StringComparison.Ordinal);
        Assert.Contains("Trained on 2 rows (1 more held out) in ", Lines(), StringComparison.Ordinal);
        Assert.Contains(" s: 1 epoch, 1 step\n1 latent variable, mean ELBO ", Lines(), StringComparison.Ordinal);
        Assert.Contains(", calibrated on 1 held-out row\n", Lines(), StringComparison.Ordinal);
        Assert.Contains("The threshold rests on 1 row, too few", _tool.Error, StringComparison.Ordinal);
        string report = _tool.Read("report.html");
        Assert.Contains("of 1 feature and 1 latent variable, trained on 2 rows; shown are 3 rows", report, StringComparison.Ordinal);
        Assert.Contains("1 epoch, 1 step, ", report, StringComparison.Ordinal);

        Assert.Equal(0, _tool.Run("score", _tool.PathOf("model.onnx"), _tool.Write("new.csv", "x\n3\n"), "--output", _tool.PathOf("scores.csv")));
        Assert.Contains("scores.csv: 1 row, ", Lines(), StringComparison.Ordinal);
        Assert.Equal(0, _tool.Run("inspect", _tool.PathOf("model.onnx")));
        Assert.Contains("1 held-out or out-of-fold row", Lines(), StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralArePlural()
    {
        Assert.Equal(0, _tool.Fit(Tables.Two(), "--latent-size", "2"));
        Assert.Contains(" rows, 2 features\n", Lines(), StringComparison.Ordinal);
        Assert.Matches(@" s: 2 epochs, \d+ steps\n2 latent variables, mean ELBO ", Lines());
        Assert.Contains(" out-of-fold rows\n", Lines(), StringComparison.Ordinal);
    }

    private string Lines() => _tool.Output.Replace("\r\n", "\n", StringComparison.Ordinal);
}
