using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using VaeMl.Cli.Csv;
using VaeMl.Cli.Display;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Options;
using VaeMl.Cli.Scoring;
using VaeMl.Cli.Streams;
using VaeMl.Cli.Tables;
using VaeMl.Messages;

namespace VaeMl.Cli.Commands;

/// <summary>vaeml score: scores the rows of a file of any length.</summary>
internal sealed class ScoreCommand : Command
{
    private readonly Terminal _terminal;
    private readonly CancellationToken _cancellation;
    private readonly Argument<string> _model = new("MODEL.onnx") { Description = "A model file written by vaeml or the library." };
    private readonly Argument<string> _data = new("DATA") { Description = TableFiles.Description + " The model's columns may come in any order; other columns are ignored." };
    private readonly Option<string> _output = new("--output", "-o") { HelpName = "scores.csv", Required = true, Description = "The CSV file to write the scores to, with the separator and culture of the data; - for standard output. A name ending in .gz is compressed." };
    private readonly Option<int> _explain = new("--explain")
    {
        HelpName = "N",
        Description = "For each row, name the N columns that contribute most to its score, with their contributions in nats.",
        CustomParser = result =>
        {
            if (!FlagText.TryInt(result.Tokens[0].Value, out int count) || count < 0)
                result.AddError($"--explain takes the number of columns to name, 0 or more; '{result.Tokens[0].Value}' was given.");
            return count;
        },
    };
    private readonly Option<string[]> _copy = new("--copy", "--id")
    {
        HelpName = "column …",
        Description = "Columns to copy to the output, such as an ID.",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<bool> _keep = new("--keep") { Description = "Copy all columns of the data to the output, before the scores. Cells are copied unchanged, including spreadsheet formulas." };
    private readonly Option<double?> _threshold = Real("--threshold", "Flag rows whose score is above this threshold.");
    private readonly Option<double?> _flagRate = Real("--flag-rate", "Flag this share of normal (in-distribution) rows.");
    private readonly CsvFlags _csv = new();

    public ScoreCommand(Terminal terminal, CancellationToken cancellation)
        : base("score", "Score the rows of a table with a model.")
    {
        (_terminal, _cancellation) = (terminal, cancellation);
        Add(_model);
        Add(_data);
        foreach (Option option in (Option[])[_output, _explain, _copy, _keep, _threshold, _flagRate, .. _csv.All])
            Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        CsvDialect dialect = _csv.Read(parsed);
        string modelPath = parsed.GetRequiredValue(_model), path = parsed.GetRequiredValue(_data);
        VaeModel model = WithFlags(SavedModel.Load(modelPath), parsed);
        if (parsed.GetValue(_keep) && parsed.GetValue(_copy) is [_, ..])
            throw new UsageException("--keep already copies every column, including those of --copy; give only one of them.");
        using TableFile file = TableFiles.Open(path, dialect, _terminal.OpenInput, _cancellation);
        using OutputFile output = OutputFile.Prepare(parsed.GetRequiredValue(_output), _terminal.OpenOutput, _cancellation, path, modelPath);
        Terminal terminal = output.IsDevice ? _terminal.WithoutOutput() : _terminal;
        RowScorer scorer = new(new ScoreLayout(model, file, parsed.GetValue(_explain), parsed.GetValue(_copy) ?? [], parsed.GetValue(_keep)));
        try
        {
            using (Stream stream = Packed(output))
                FileDisplay.Run(terminal, $"scoring {file.Name}", file, report => scorer.Run(stream, report, _cancellation));
            output.Commit(canBeRecreated: true);
        }
        catch (OperationCanceledException) when (output.IsDevice)
        {
            throw new InterruptedException($"interrupted; the scores on {output.Path} are incomplete.");
        }

        if (scorer.Unscored > 0)
            _terminal.Warning($"{scorer.Unscored} of {file.RowsRead} rows cannot be scored (an infinite value, or nothing observed): flagged, with NaN for a score.");
        if (scorer.UnseenLevels is { Rows: > 0 } unseen)
            _terminal.Warning($"{unseen.Rows} of {file.RowsRead} rows {(unseen.Rows == 1 ? "holds" : "hold")} a level that did not occur in training: {string.Join("; ", unseen.First.Take(3).Select(first => $"'{first.Value.Level}' in column '{first.Key}', first in {first.Value.Place}"))}.");
        // Nothing else is written to a terminal or pipe that received scores.
        if (!output.IsDevice)
            _terminal.Line($"Wrote {output.Path}: {Counted.Format(file.RowsRead, "row")}, {scorer.Flagged} flagged");
        return ExitCodes.Good;
    }

    private static Stream Packed(OutputFile output) =>
        output.Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(output.Open(), CompressionLevel.Fastest) : output.Open();

    private VaeModel WithFlags(VaeModel model, ParseResult parsed)
    {
        double? threshold = parsed.GetValue(_threshold), flagRate = parsed.GetValue(_flagRate);
        if (threshold is not null && flagRate is not null)
            throw new UsageException("--threshold and --flag-rate both say which rows to flag; give one of them.");
        if (flagRate is not double rate)
            return threshold is double given ? model.WithThreshold(given) : model;
        if (!(rate > 0 && rate < 1))
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--flag-rate must be above 0 and below 1; it is {rate}."));
        if (model.Quantiles.Count == 0)
            throw new UsageException("--flag-rate needs a model with a calibrated threshold, and this one was trained with --calibration-folds 0 and no rows held out; give --threshold.");
        return model.WithFlagRate(rate);
    }

    private static Option<double?> Real(string name, string description) => new(name)
    {
        HelpName = "number",
        Description = $"{description} [default: the model's]",
        CustomParser = result =>
        {
            if (FlagText.TryDouble(result.Tokens[0].Value, out double value))
                return value;
            result.AddError($"{name} takes a number; '{result.Tokens[0].Value}' was given.");
            return null;
        },
    };
}
