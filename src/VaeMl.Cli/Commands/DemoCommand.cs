using System.CommandLine;
using System.Globalization;
using VaeMl.Cli.Display;
using VaeMl.Cli.Scoring;
using VaeMl.Reporting;

namespace VaeMl.Cli.Commands;

/// <summary>vaeml demo: finds malignant samples after training on benign ones only.</summary>
internal sealed class DemoCommand : Command
{
    private const int RowsShown = 10;
    private const int FeaturesShown = 2;

    private readonly Terminal _terminal;
    private readonly VaeOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly Option<string> _output = new("--output", "-o")
    {
        HelpName = "folder",
        Description = "Where model.onnx and report.html go [default: the current folder]",
    };

    /// <param name="terminal">Where to write.</param>
    /// <param name="options">What to train with; the tool's demo takes the defaults.</param>
    /// <param name="cancellation">Stops the training.</param>
    public DemoCommand(Terminal terminal, VaeOptions options, CancellationToken cancellation)
        : base("demo", "Train on benign rows of the Wisconsin breast cancer data and find the malignant ones.")
    {
        (_terminal, _options, _cancellation) = (terminal, options, cancellation);
        Add(_output);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string folder = parsed.GetValue(_output) ?? "";
        if (folder.Length > 0 && !File.Exists(folder))
            Directory.CreateDirectory(folder);
        using OutputFile output = OutputFile.Prepare(Path.Combine(folder, "model.onnx"));
        using OutputFile report = OutputFile.Prepare(Path.Combine(folder, "report.html"));

        DemoData data = DemoData.Load(_options.Seed);
        _terminal.Line("Wisconsin breast cancer data (UCI, CC BY 4.0; Wolberg, Mangasarian, Street)");
        _terminal.Line($"Training on {data.Train.Count} benign rows of {data.Train.FeatureCount} features");
        _terminal.Line($"Testing on {data.Test.Count} other rows, {data.Labels.Count(l => l)} of them malignant");
        VaeTraining training = TrainingDisplay.Train(_terminal, new VaeTrainer(_options), data.Train, _cancellation);
        TrainingSummary.Write(_terminal, training);

        using (Stream stream = output.Open())
            training.Model.Save(stream);
        using (StreamWriter writer = new(report.Open()))
            writer.Write(Report(training, data).Render());
        _cancellation.ThrowIfCancellationRequested();
        output.Commit();
        report.Commit();
        WriteFindings(training.Model, data);
        _terminal.Line($"Wrote {output.Path} and {report.Path}");
        _terminal.Line(string.Create(CultureInfo.InvariantCulture, $"AUROC {Auroc.Of(training.Model.Scores(data.Test), data.Labels):F4}"));
        return ExitCodes.Good;
    }

    private static HtmlReport Report(VaeTraining training, DemoData data) => new()
    {
        Model = training.Model,
        Training = training.Report,
        Rows = data.Test,
        Labels = data.Labels,
        RowNumbers = data.RowNumbers,
        Title = "VaeMl demo: breast cancer found by a model of benign samples",
        RowsAre = "benign ones that the model was not trained on, and all malignant ones",
        UsualName = "benign",
        AnomalyName = "malignant",
    };

    private void WriteFindings(VaeModel model, DemoData data)
    {
        float[] scores = model.Scores(data.Test);
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i])];
        _terminal.Line();
        _terminal.Line($"The {RowsShown} most anomalous of the {scores.Length} test rows, and why (nats above the usual):");
        _terminal.Table(
            ["Row", "Truth", "Score", "Flagged", "Because of"],
            order.Take(RowsShown).Select(i => new[]
            {
                data.RowNumbers[i].ToString(CultureInfo.InvariantCulture),
                data.Labels[i] ? "malignant" : "benign",
                scores[i].ToString("F1", CultureInfo.InvariantCulture),
                model.IsAnomaly(scores[i]) ? "yes" : "no",
                Because(model, data.Test[i]),
            }),
            rightAligned: [0, 2]);

        int[] benign = [.. Enumerable.Range(0, scores.Length).Where(i => !data.Labels[i])];
        int flagged = benign.Count(i => model.IsAnomaly(scores[i])), found = scores.Where((s, i) => data.Labels[i] && model.IsAnomaly(s)).Count();
        _terminal.Line();
        _terminal.Line(string.Create(CultureInfo.InvariantCulture,
            $"Flagged: {100.0 * flagged / benign.Length:F1} % of {benign.Length} unseen benign rows (nominal {100 * model.FlagRate:0.##} %), {found} of {data.Labels.Count(l => l)} malignant rows"));
    }

    private static string Because(VaeModel model, ReadOnlySpan<float> row)
    {
        IReadOnlyList<float> contributions = model.Score(row).Contributions;
        int[] top = new int[FeaturesShown];
        TopFeatures.Of([.. contributions], top);
        return string.Join(", ", top.Select(j => string.Create(CultureInfo.InvariantCulture, $"{model.FeatureNames[j]} +{contributions[j]:F1}")));
    }
}
