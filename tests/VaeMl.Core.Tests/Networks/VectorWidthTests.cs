using System.Globalization;
using System.Runtime.Intrinsics;
using VaeMl.Tests.Cli;

namespace VaeMl.Tests.Networks;

public sealed class VectorWidthTests
{
    /// <summary>test.sh runs the tests of arithmetic again with narrower vectors. A switch of the runtime that has another name in its next version would be ignored in silence.</summary>
    [Fact]
    public void Vectors_are_as_wide_as_the_run_says()
    {
        int widest = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        string asked = Environment.GetEnvironmentVariable("VAEML_VECTOR_BITS") ?? widest.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(asked, widest.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Which code brings rows into tiles and multiplies them is decided when the process starts; what other machines run, a process of its own runs here.</summary>
    [Fact]
    public void A_training_with_the_narrowest_vectors_makes_the_same_model()
    {
        using Tool tool = new();
        Random random = new(1);
        float[][] rows = [.. Enumerable.Range(0, 150).Select(_ => Enumerable.Range(0, 19).Select(j => (float)((j + 1) * Models.Normal(random))).ToArray())];
        string names = string.Join(',', Enumerable.Range(0, 19).Select(j => $"c{j}"));
        string table = names + "\n" + string.Join('\n', rows.Select(row => string.Join(',', row.Select(x => x.ToString(CultureInfo.InvariantCulture)))));
        VaeModel own = tool.Model(table);
        (int code, string output) = OtherProgram.Run(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "vaeml.dll"), "fit", tool.PathOf("data.csv"), "--output", tool.PathOf("narrow.onnx"), .. Tool.Quick], null, ("DOTNET_EnableAVX2", "0"));
        Assert.True(code == 0, output);
        VaeModel other = VaeModel.Load(tool.PathOf("narrow.onnx"));
        Assert.All(own.Scores(new VaeData(rows)).Zip(other.Scores(new VaeData(rows))), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
    }
}
