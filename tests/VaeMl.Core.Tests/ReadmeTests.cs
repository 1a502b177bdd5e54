using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using VaeMl.Cli;
using VaeMl.Cli.Display;
using VaeMl.Tests.Documents;

namespace VaeMl.Tests;

/// <summary>Tests that change what belongs to the whole process, such as the current folder, run alone.</summary>
[CollectionDefinition(nameof(ProcessWide), DisableParallelization = true)]
public sealed class ProcessWide;

/// <summary>
/// The documents' C# is this file's, line by line, and runs, but for that of ML.NET, TorchSharp and the notebooks, which has tests beside theirs. Their
/// command lines are understood by the tool.
/// </summary>
[Collection(nameof(ProcessWide))]
public sealed partial class ReadmeTests
{
    private readonly float[][] _loaded = Models.Rows(200).Select(row => row[..3]).ToArray();

    [Fact]
    public void Every_block_of_code_stands_in_this_file()
    {
        CodeBlock[] blocks = [.. Document.BlocksIn("csharp").Where(block => !HasTestElsewhere().IsMatch(block.Code))];
        Assert.Equal(5, blocks.DistinctBy(block => block.Code).Count());
        Assert.All(blocks, block => Assert.True(block.StandsIn(ThisFile()), $"{block.Document} has an example that no test runs: {block.Code}"));
    }

    [Fact]
    public void Every_command_line_is_understood()
    {
        string[] lines = [.. Document.BlocksIn("bash").SelectMany(block => CommandLine().Matches(block.Code)).Select(match => match.Groups[1].Value).Distinct()];
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Empty(App.Parse(line.Split(' '), new Terminal(TextWriter.Null, TextWriter.Null)).Errors));
    }

    [Fact]
    public void The_blocks_run()
    {
        string before = Environment.CurrentDirectory;
        using TemporaryFolder folder = new();
        TextWriter console = Console.Out;
        StringWriter written = new();
        try
        {
            Environment.CurrentDirectory = folder.Path;
            Console.SetOut(written);
            (VaeModel model, float[][] rows) = FirstScreen();
            Training(rows, ["speed", "load", "heat"]);
            Batches(model, rows);
            Nights(model.Options with { Epochs = 5 }, rows);
            Assert.Equal(model.Scores(new VaeData(rows)), VaeModel.Load("model.onnx").Scores(new VaeData(rows)));
        }
        finally
        {
            Console.SetOut(console);
            Environment.CurrentDirectory = before;
        }
        Assert.Matches(@"^-?\d+[.,]\d nats, anomaly: (True|False)\r?\nmost because of f[012]\r?\nELBO .* nats, of it reconstruction .*\r?\nstopped: \w+, best epoch \d+\r?\n$", written.ToString());
    }

    private (VaeModel Model, float[][] Rows) FirstScreen()
    {
        float[][] rows = LoadRows();                                   // n rows of d features, NaN where missing
        VaeModel model = new VaeTrainer(new VaeOptions { LatentSize = 2 }).Fit(rows);

        VaeScore score = model.Score(rows[0]);
        Console.WriteLine($"{score.Score:F1} nats, anomaly: {score.IsAnomaly}");
        int worst = score.Contributions.Index().MaxBy(c => c.Item).Index;
        Console.WriteLine($"most because of {model.FeatureNames[worst]}");

        model.Save("model.onnx");                                      // and VaeModel.Load("model.onnx")
        return (model, rows);
    }

    private static void Training(float[][] rows, string[] featureNames)
    {
        VaeOptions options = new()
        {
            HiddenSizes = [64, 64],
            ValidationFraction = 0.2,
            Patience = 20,
            Epochs = 200,
            FlagRate = 0.02,
        };
        VaeTrainingResult training = new VaeTrainer(options).Train(new VaeData(rows, featureNames));
        EpochReport last = training.Report.Epochs[^1];
        Console.WriteLine($"ELBO {last.Validation!.Value.Elbo:F2} nats, of it reconstruction {last.Validation.Value.LogLikelihood:F2}");
        Console.WriteLine($"stopped: {training.Report.StopReason}, best epoch {training.Report.BestEpoch}");
        VaeModel stricter = training.Model.WithFlagRate(0.001);
        Assert.True(stricter.Threshold >= training.Model.Threshold);
    }

    private static void Batches(VaeModel model, float[][] rows)
    {
        float[] values = [.. rows.SelectMany(row => row)];             // n × d, row after row
        float[] scores = new float[rows.Length], latent = new float[rows.Length * model.LatentSize];
        int unusable = model.Score(values, new ScoreColumns { Score = scores, Latent = latent });

        float[] imputed = model.Reconstruct([float.NaN, rows[0][1], rows[0][2]]);
        VaeData drawn = model.Sample(count: 100, seed: 1);
        Assert.Equal((0, 100), (unusable, drawn.Count));
        Assert.All(imputed, value => Assert.True(float.IsFinite(value)));
    }

    private static void Nights(VaeOptions options, float[][] rows)
    {
        TrainingCheckpoint checkpoint = new("night.checkpoint");
        VaeTrainingResult kept = new VaeTrainer(options).Train(new VaeData(rows), checkpoint);   // goes on from the file if it is there
        kept.Model.Save("night.onnx");
        checkpoint.Delete();                                           // stays until then, so that no kill costs the training
        Assert.True(File.Exists("night.onnx") && !checkpoint.Exists);
        VaeModel yesterday = VaeModel.Load("night.onnx");
        VaeTrainingResult tonight = new VaeTrainer(new VaeOptions { FlagRate = 0.005 }).Continue(yesterday, new VaeData(rows));
        Assert.Equal(0.005, tonight.Model.Options.FlagRate);
    }

    private float[][] LoadRows() => _loaded;

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("mlContext|TorchVaeTrainer|^#:project", RegexOptions.Multiline)]
    private static partial Regex HasTestElsewhere();

    [GeneratedRegex("^vaeml (.+)$", RegexOptions.Multiline)]
    private static partial Regex CommandLine();
}
