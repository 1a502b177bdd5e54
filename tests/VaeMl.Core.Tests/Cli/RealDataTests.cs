using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace VaeMl.Tests.Cli;

public sealed class RealDataTests
{
    [Fact]
    public void ByDefaultTheToolFindsTheMalignantRowsOfTheSamplesData()
    {
        using Tool tool = new();
        string data = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "src", "VaeMl.Sample", "Data", "wdbc.csv");
        Assert.Equal(0, tool.Run("fit", data, "--output", tool.PathOf("model.onnx"), "--label", "malignant"));
        Match last = Regex.Match(tool.Output.TrimEnd().Split(Environment.NewLine)[^1], @"^AUROC (\d\.\d{4}) ");
        Assert.InRange(double.Parse(last.Groups[1].Value, CultureInfo.InvariantCulture), 0.98, 1);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
