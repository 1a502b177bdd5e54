using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;
using VaeMl.Torch;

namespace VaeMl.Tests;

/// <summary>The sample runs from the file to the report, as a newcomer runs it, and says who trained.</summary>
public sealed class SampleTests
{
    private const string Sample = "VaeMl.Sample";
    private const string Instead = "warning: The built-in trainer is used instead of TorchSharp.";

    [Fact]
    public void The_sample_runs_and_warns_exactly_where_TorchSharps_library_does_not_load()
    {
        using TemporaryFolder folder = new();
        Check(OtherProcess.RunIn(folder.Path, Sample), folder.Path, TorchVaeTrainer.IsAvailable(out _) ? "TorchSharp" : "BuiltIn");
    }

    [Fact]
    public void Without_native_libraries_the_built_in_trainer_takes_over_with_a_warning()
    {
        using TemporaryFolder folder = new();
        Check(OtherProcess.RunWithManagedFilesOnlyIn(folder.Path, Sample, "Data/wdbc.csv"), folder.Path, "BuiltIn");
    }

    private static void Check(ProcessOutput run, string folder, string trainer)
    {
        string[] errors = run.Errors.Split('\n').Where(line => line.StartsWith(Instead, StringComparison.Ordinal)).ToArray();
        Assert.Equal(trainer == "BuiltIn" ? 1 : 0, errors.Length);
        Assert.Contains($"{trainer} trained the detector in ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Output + run.Errors, c => char.IsControl(c) && c is not ('\r' or '\n'));

        string[] lines = run.Output.TrimEnd().Split('\n', StringSplitOptions.TrimEntries);
        Assert.InRange(Auroc(lines[^1], "^AUROC "), 0.98, 1);
        // Evaluated beside ML.NET's own detector.
        Assert.Equal(Auroc(lines[^1], "^AUROC "), Auroc(run.Output, "^Trainers.Vae +"));
        Assert.InRange(Auroc(run.Output, "^RandomizedPca +"), 0, 1);
        // Ten rows, each with three reasons; training goes up to its end.
        Assert.Equal(10, lines.Count(line => Regex.IsMatch(line, @"^\d+ +-?\d+\.\d +(yes|no) +(malignant|benign) +(\w+ \+\d+\.\d(, |$)){3}")));
        Assert.Equal(6, lines.Count(line => Regex.IsMatch(line, @"^\d+ +(malignant|benign) +-?\d+\.\d\d, -?\d+\.\d\d +-?\d+\.\d$")));
        Assert.Contains("training VaeEncode 100 %", lines);
        Assert.Contains("training the detector 100 %", lines);

        Assert.Equal(["model.onnx", "model.zip", "report.html"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var loaded = (TransformerChain<ITransformer>)new MLContext().Model.Load(Path.Combine(folder, "model.zip"), out _);
        Assert.Equal(trainer, ((VaeTransformer)loaded.LastTransformer).Model.Trainer);
        using InferenceSession session = new(Path.Combine(folder, "model.onnx"));
        Assert.Equal(["Features"], session.InputNames);
        Assert.Equal(["Contributions", "PredictedLabel", "Score"], session.OutputNames.Order(StringComparer.Ordinal));
        string report = File.ReadAllText(Path.Combine(folder, "report.html"));
        Assert.Contains("malignant", report, StringComparison.Ordinal);
        Assert.Contains("WorstConcavePoints", report, StringComparison.Ordinal);
    }

    private static double Auroc(string text, string before) =>
        double.Parse(Regex.Match(text, before + @"(\d\.\d{4})", RegexOptions.Multiline).Groups[1].Value, CultureInfo.InvariantCulture);
}
