namespace VaeMl.Tests.Onnx;

/// <summary>ONNX's own checker accepts the file of every kind of model.</summary>
public sealed class CheckerTests
{
    private const string Script = """
        import glob, onnx
        files = glob.glob("*.onnx")
        for file in files:
            onnx.checker.check_model(onnx.load(file), full_check=True)
        print(len(files))
        """;

    [PythonFact("onnx")]
    public void The_checker_accepts_every_kind_of_model()
    {
        using TemporaryFolder folder = new();
        ModelCase[] kinds = [.. ModelCase.All];
        for (int i = 0; i < kinds.Length; i++)
            File.WriteAllBytes(Path.Combine(folder.Path, $"{i}.onnx"), ModelBytes.Write(kinds[i].Create(), new OnnxExport()));
        File.WriteAllBytes(Path.Combine(folder.Path, "columns.onnx"), ModelBytes.Write(MixedTable.Fit()));
        (int exitCode, string output) = OtherProgram.Run(Python.With("onnx")!, ["-c", Script], folder.Path);
        Assert.True(exitCode == 0, output);
        Assert.Equal((kinds.Length + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), output.Trim());
    }
}
