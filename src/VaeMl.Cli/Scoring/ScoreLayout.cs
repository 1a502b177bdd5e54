using VaeMl.Cli.Csv;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Features;
using VaeMl.Cli.Tables;

namespace VaeMl.Cli.Scoring;

/// <summary>Where a file has the model's columns, and what a line of scores consists of.</summary>
internal sealed class ScoreLayout
{
    private readonly int[] _copied;
    private readonly string[] _copiedNames;

    /// <param name="model">The model.</param>
    /// <param name="file">A file whose header names the model's columns, among others.</param>
    /// <param name="explain">How many columns to name for each row.</param>
    /// <param name="copy">Columns to copy into the output.</param>
    /// <param name="keepAll">Whether all columns stand before the scores.</param>
    public ScoreLayout(VaeModel model, TableFile file, int explain, IReadOnlyList<string> copy, bool keepAll)
    {
        (Model, File, KeepsAll) = (model, file, keepAll);
        // Of a table given as features the file holds the features, categories by their levels' numbers.
        Schema = model.Schema ?? new TableSchema([.. model.FeatureNames.Select(name => SchemaColumn.Number(name))]);
        ShowsValues = Schema.Columns.Any(column => column.Kind != ColumnKind.Number);
        Features = new FeatureCells(file, [.. Schema.Columns.Select(column => file.Header.Find(column.Name, ", a feature of the model"))], Schema, fitting: false);
        _copied = [.. copy.Select(name => file.Header.Find(name, " to copy"))];
        _copiedNames = [.. copy];
        Explained = Math.Min(explain, Schema.Columns.Count);
        string[] kept = keepAll ? [.. Enumerable.Range(0, file.Header.Count).Select(column => file.Header[column])] : _copiedNames;
        if (kept.FirstOrDefault(name => kept.Concat(OwnNames).Count(other => other == name) > 1) is { } twice)
            throw new InputException($"{(keepAll ? "--keep" : $"--copy {twice}")}: the output would have two columns of this name{(keepAll ? $", '{twice}'" : "")}; rename it in {file.Name}.");
    }

    public VaeModel Model { get; }

    public TableFile File { get; }

    /// <summary>The columns that the model reads.</summary>
    public TableSchema Schema { get; }

    public FeatureCells Features { get; }

    /// <summary>Whether a column that is named comes with its value, which tells an unseen level, or what of a date is odd.</summary>
    public bool ShowsValues { get; }

    /// <summary>How many columns are named for each row.</summary>
    public int Explained { get; }

    /// <summary>Whether all of the file's columns stand before the scores.</summary>
    public bool KeepsAll { get; }

    /// <summary>Whether any of the file's columns goes into the output.</summary>
    public bool KeepsCells => KeepsAll || _copied.Length > 0;

    private IEnumerable<string> OwnNames =>
        ["Row", "Elbo", "Score", "PredictedLabel", .. Enumerable.Range(1, Explained).SelectMany(k => (string[])[$"Top{k}", $"Top{k}Nats", .. ShowsValues ? [$"Top{k}Value"] : (string[])[]])];

    /// <summary>Lines written as the file is.</summary>
    public CsvLines NewLines() => new(File.Dialect);

    /// <summary>Writes the header line.</summary>
    public void WriteHeader(CsvLines lines)
    {
        if (KeepsAll)
            File.CopyHeader(lines);
        bool first = true;
        foreach (string name in OwnNames)
        {
            lines.Text(name);
            foreach (string copied in first ? _copiedNames : [])
                lines.Text(copied);
            first = false;
        }
        lines.EndLine();
    }

    /// <summary>Writes the current row's cells that go into the output.</summary>
    public void CopyCells(CsvLines lines)
    {
        if (KeepsAll)
            File.CopyRow(lines);
        foreach (int column in _copied)
            lines.Text(File[column]);
    }
}
