using System.Diagnostics;
using System.Globalization;

namespace VaeMl.Torch.Tests.Library;

/// <summary>Applications without TorchSharp's native library: this assembly in a fresh process, in a folder that has managed files only.</summary>
public sealed class LibraryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vaeml");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_the_library_a_trained_model_scores_and_training_is_one_clear_error(bool withManagedPart)
    {
        VaeData rows = Rows.Mixed(40);
        VaeModel model = new TorchVaeTrainer(new VaeOptions { HiddenSizes = [8], Epochs = 5, CalibrationFolds = 0 }).Fit(rows);
        string modelFile = Path.Combine(_folder.FullName, "model.onnx"), rowsFile = Path.Combine(_folder.FullName, "rows.csv");
        model.Save(modelFile);
        File.WriteAllLines(rowsFile, Enumerable.Range(0, rows.Count).Select(i =>
            string.Join(',', rows[i].ToArray().Select(value => value.ToString("R", CultureInfo.InvariantCulture)))));

        string[] lines = RunWithManagedFilesOnly(withManagedPart, modelFile, rowsFile);

        Assert.Equal(6, lines.Length);
        Assert.StartsWith("TorchSharp's native library does not load here", lines[0], StringComparison.Ordinal);
        Assert.Contains("Add the package TorchSharp-cpu", lines[0], StringComparison.Ordinal);
        Assert.Contains("TorchSharp-cuda-linux or TorchSharp-cuda-windows", lines[0], StringComparison.Ordinal);
        Assert.Equal("False", lines[1]);
        Assert.Equal(lines[0], lines[2]);
        Assert.Equal("BuiltIn", lines[3]);
        Assert.Equal("TorchSharp", lines[4]);
        Assert.Equal(string.Join(',', model.Scores(rows).Select(BitConverter.SingleToInt32Bits)), lines[5]);
    }

    /// <returns>All that the process printed, errors included.</returns>
    private string[] RunWithManagedFilesOnly(bool withManagedPart, string modelFile, string rowsFile)
    {
        string assembly = typeof(LibraryTests).Assembly.Location;
        string[] files = [.. Directory.GetFiles(AppContext.BaseDirectory, "*.dll"), Path.ChangeExtension(assembly, ".runtimeconfig.json")];
        // Without the list of dependencies the host takes what lies in the folder, and native files lie elsewhere.
        foreach (string file in files.Where(file => withManagedPart || Path.GetFileName(file) != "TorchSharp.dll"))
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        ProcessStartInfo start = new("dotnet", [Path.Combine(_folder.FullName, Path.GetFileName(assembly)), modelFile, rowsFile])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output + errors.Result);
        return (output + errors.Result).Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
