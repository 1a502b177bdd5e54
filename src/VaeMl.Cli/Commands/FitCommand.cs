using System.CommandLine;
using System.Globalization;
using System.Text;
using VaeMl.Cli.Csv;
using VaeMl.Cli.Display;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Features;
using VaeMl.Cli.Inference;
using VaeMl.Cli.Options;
using VaeMl.Cli.Streams;
using VaeMl.Cli.Tables;
using VaeMl.Messages;
using VaeMl.Reporting;
using VaeMl.Training;

namespace VaeMl.Cli.Commands;

/// <summary>vaeml fit: trains a model on a table.</summary>
internal sealed class FitCommand : Command
{
    private readonly CancellationToken _cancellation;
    private readonly Argument<string> _data = new("DATA") { Description = TableFiles.Description };
    private readonly Option<string> _output = new("--output", "-o") { HelpName = "model.onnx", Required = true, Description = "The file to write the model to; - for standard output." };
    private readonly Option<string> _report = new("--report") { HelpName = "report.html", Description = "The file to write an HTML report of the training run to." };
    private readonly Option<string> _checkpoint = new("--checkpoint")
    {
        HelpName = "file",
        Description = "A checkpoint file, written at most once a second. If training is interrupted or killed, the same command resumes from it. Deleted once the model is written.",
    };
    private readonly Option<string> _maxMemory = new("--max-memory")
    {
        HelpName = "512M|2G|…",
        Description = "The memory limit for rows and training, at least 16M. Rows that exceed a quarter of it go to a temporary file, and training uses one part of them at a time. The program itself takes about 70M to 150M more, and labels and a report up to 10 bytes per row. [default: all rows in memory]",
    };
    private readonly Option<string> _from = new("--from")
    {
        HelpName = "model.onnx",
        Description = "A model whose training is continued, with a tenth of the steps of a new training run unless --epochs is given. The columns, the network and all options without a flag are taken from the model. The threshold is calibrated again.",
    };
    private readonly ColumnFlags _columns = new();
    private readonly CsvFlags _csv = new();
    private readonly ModelFlags _flags = new();
    private Terminal _terminal;

    public FitCommand(Terminal terminal, CancellationToken cancellation)
        : base("fit", "Train a model on a table.")
    {
        (_terminal, _cancellation) = (terminal, cancellation);
        Add(_data);
        foreach (Option option in (Option[])[_output, _report, _checkpoint, _maxMemory, _from, .. _columns.All, .. _csv.All, .. _flags.All.Select(f => f.Option)])
            Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        VaeModel? from = parsed.GetValue(_from) is { } older ? SavedModel.Load(older) : null;
        VaeOptions options = from is null ? _flags.Read(parsed) : _flags.Read(parsed, from);
        string path = parsed.GetRequiredValue(_data);
        CsvDialect dialect = _csv.Read(parsed);
        AskedColumns asked = _columns.Read(parsed);
        long? maxMemory = parsed.GetValue(_maxMemory) is { } memory ? MemoryText.Read(memory, _maxMemory.Name) : null;
        if (from is not null && asked.Kinds.Count > 0)
            throw new UsageException("with --from the columns are the model's; leave out --kind, --elapsed and --exclude.");
        // Check that the results can be written before training for hours.
        string target = parsed.GetRequiredValue(_output);
        if (parsed.GetValue(_report) == SourceStream.Standard)
            throw new UsageException("--report takes a file; only the model can go to the standard output.");
        using OutputFile output = OutputFile.Prepare(target, _terminal.OpenOutput, _cancellation, path);
        using OutputFile? report = parsed.GetValue(_report) is { } page ? OutputFile.Prepare(page, _terminal.OpenOutput, _cancellation, path, target) : null;
        TrainingCheckpoint? checkpoint = Checkpoint(parsed.GetValue(_checkpoint), [path, target, .. report is null ? (string[])[] : [report.Path]]);
        if (target == SourceStream.Standard)
            _terminal = _terminal.WithoutOutput();
        try
        {
            TrainingFile file = new(_terminal, maxMemory, _cancellation);
            (TrainingTable table, string name) = from is null ? file.Read(path, dialect, asked) : file.Read(path, dialect, from, asked.Label);
            TrainingRequest request = new(options, table.Data, null, checkpoint, _cancellation) { From = from };
            Write(Train(request, table, name), table, name, output, report);
            // Only now is the model safely on disk.
            checkpoint?.Delete();
        }
        catch (OperationCanceledException) when (checkpoint is { Exists: true })
        {
            throw new InterruptedException($"interrupted; the training so far is in {checkpoint.Path}, and the same command resumes it.");
        }
        return ExitCodes.Good;
    }

    private void Write(VaeTrainingResult training, TrainingTable table, string path, OutputFile output, OutputFile? report)
    {
        TrainingSummary.Write(_terminal, training);
        using MemoryStream model = new();
        training.Model.Save(model);
        string page = report is null ? "" : FitReport.Page(path, table, training);
        _cancellation.ThrowIfCancellationRequested();
        output.Write(model.GetBuffer().AsSpan(0, (int)model.Length));
        report?.Write(Encoding.UTF8.GetBytes(page));
        output.Commit();
        report?.Commit();
        _terminal.Line(report is null ? $"Wrote {output.Path}" : $"Wrote {output.Path} and {report.Path}");
        if (table.Labels is { } labels)
            WriteAuroc(training.Model, table.Data, labels, table.LabelColumn!);
    }

    private TrainingCheckpoint? Checkpoint(string? path, string[] others)
    {
        if (path is null)
            return null;
        // This also checks that the path is not a folder, a device or another file of the command.
        using OutputFile file = OutputFile.Prepare(path, _terminal.OpenOutput, _cancellation, others);
        return file.IsDevice ? throw new UsageException("--checkpoint takes a regular file, not a device or standard output.") : new TrainingCheckpoint(path);
    }

    private VaeTrainingResult Train(TrainingRequest request, TrainingTable table, string path)
    {
        if (request.Checkpoint is { Exists: true } checkpoint)
            _terminal.Line($"Resuming from {checkpoint.Path}");
        try
        {
            return Styled(TrainingDisplay.Train(_terminal, request));
        }
        catch (VaeCheckpointException e)
        {
            throw new InputException(Styled(e.Text, e.Message));
        }
        catch (VaeDataException e)
        {
            throw new InputException(Located(e, table, path));
        }
        catch (VaeTrainingException e)
        {
            throw new InputException(Styled(e.Text, e.Message));
        }
    }

    private static string Styled(OptionText? text, string message) => text?.Write(ModelFlags.Style) ?? message;

    private static VaeTrainingResult Styled(VaeTrainingResult training) => training with
    {
        Report = training.Report with { Warnings = [.. training.Report.Warnings.Select(warning => warning with { Message = Styled(warning.Text, warning.Message) })] },
    };

    /// <summary>Rewords an error for the user: the trainer speaks of rows and features, the user knows lines and columns.</summary>
    private static string Located(VaeDataException e, TrainingTable table, string path)
    {
        string message = Styled(e.Text, e.Message);
        string? column = table.Data.Schema!.Columns.FirstOrDefault(column => column.FeatureNames.Contains(e.Feature))?.Name;
        if (e.Row is int row)
            return e.Problem is { } problem
                ? $"{path}, {table.Unit} {table.Lines[row]}, column '{column}' {problem}"
                : $"{path}, {table.Unit} {table.Lines[row]}: {message}";
        return column is null ? $"{path}: {message}" : $"{path}: {message} To leave it out: {ColumnArguments.Exclude(column)}";
    }

    private void WriteAuroc(VaeModel model, VaeData data, IReadOnlyList<bool> labels, string column)
    {
        double auroc = Auroc.Compute(model.Scores(data), [.. labels]);
        if (double.IsNaN(auroc))
            _terminal.Warning($"there is no AUROC: column '{column}' holds one label only.");
        else
            _terminal.Line(string.Create(CultureInfo.InvariantCulture, $"AUROC {auroc:F4} (by column '{column}', over all rows of the file)"));
    }
}
