using System.Globalization;
using VaeMl.Cli.Commands;
using VaeMl.Cli.Display;

namespace VaeMl.Tests.Cli;

public class DemoTests
{
    [Fact]
    public void TrainsOnTwoThirdsOfTheBenignRowsAndTestsOnAllOthers()
    {
        DemoData data = DemoData.Load(0);
        Assert.Equal(30, data.Train.FeatureCount);
        Assert.Equal("mean_radius", data.Train.FeatureNames[0]);
        Assert.Equal("worst_fractal_dimension", data.Train.FeatureNames[29]);
        Assert.Equal((238, 129), (data.Train.Count, data.Test.Count));
        Assert.Equal(10, data.Labels.Count(label => label));
        Assert.Equal(129, data.RowNumbers.Distinct().Count());
    }

    [Fact]
    public void EndsWithAurocAndLeavesModelAndReport()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("vaeml-demo-");
        try
        {
            using StringWriter output = new(CultureInfo.InvariantCulture), error = new(CultureInfo.InvariantCulture);
            VaeOptions quick = new() { Epochs = 20, HiddenSizes = [16], CalibrationFolds = 2 };
            DemoCommand demo = new(new Terminal(output, error), quick, CancellationToken.None);
            Assert.Equal(0, demo.Parse(["--output", Path.Combine(folder.FullName, "new")]).Invoke());
            string[] lines = output.ToString().TrimEnd().Split(Environment.NewLine);
            Assert.Matches(@"^AUROC 0\.\d{4}$", lines[^1]);
            Assert.Single(lines, line => line.Contains("% of 119 unseen benign rows (nominal 1 %)", StringComparison.Ordinal));
            Assert.Equal(30, VaeModel.Load(Path.Combine(folder.FullName, "new", "model.onnx")).FeatureCount);
            Assert.Contains("malignant", File.ReadAllText(Path.Combine(folder.FullName, "new", "report.html")), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void TheDemoFindsTheMalignantRows()
    {
        using Tool tool = new();
        Assert.Equal(0, tool.Run("demo", "--output", tool.PathOf("")));
        string last = tool.Output.TrimEnd().Split(Environment.NewLine)[^1];
        Assert.InRange(double.Parse(last["AUROC ".Length..], CultureInfo.InvariantCulture), 0.94, 1);
        Assert.Equal(["model.onnx", "report.html"], tool.Files);
    }

    [Fact]
    public void TheSeedDecidesTheSplit()
    {
        Assert.Equal(DemoData.Load(0).RowNumbers, DemoData.Load(0).RowNumbers);
        Assert.NotEqual(DemoData.Load(0).RowNumbers, DemoData.Load(1).RowNumbers);
    }
}
