using VaeMl.Cli.Csv;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Features;
using VaeMl.Cli.Tables;

namespace VaeMl.Cli.Scoring;

/// <summary>The positions of the model's columns in a file, and the columns of the output.</summary>
internal sealed class ScoreLayout
{
    private readonly int[] _copied;
    private readonly string[] _copiedNames;

    /// <param name="model">The model.</param>
    /// <param name="file">A file whose header contains the names of the model's columns.</param>
    /// <param name="explain">The number of columns to name for each row.</param>
    /// <param name="copy">The columns to copy to the output.</param>
    /// <param name="keepAll">Whether to copy all columns to the output, before the scores.</param>
    public ScoreLayout(VaeModel model, TableFile file, int explain, IReadOnlyList<string> copy, bool keepAll)
    {
        (Model, File, KeepsAll) = (model, file, keepAll);
        // If the model was trained on features without a schema, the file contains the features. Its categories are level numbers.
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

    /// <summary>Whether explanations show the value of each column named, such as an unseen level or a date.</summary>
    public bool ShowsValues { get; }

    /// <summary>The number of columns named for each row.</summary>
    public int Explained { get; }

    /// <summary>Whether all columns of the file are copied to the output, before the scores.</summary>
    public bool KeepsAll { get; }

    /// <summary>Whether any column of the file is copied to the output.</summary>
    public bool KeepsCells => KeepsAll || _copied.Length > 0;

    private IEnumerable<string> OwnNames =>
        ["Row", "Elbo", "Score", "PredictedLabel", .. Enumerable.Range(1, Explained).SelectMany(k => (string[])[$"Top{k}", $"Top{k}Nats", .. ShowsValues ? [$"Top{k}Value"] : (string[])[]])];

    /// <summary>Creates lines in the format of the file.</summary>
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

    /// <summary>Writes the cells of the current row that are copied to the output.</summary>
    public void CopyCells(CsvLines lines)
    {
        if (KeepsAll)
            File.CopyRow(lines);
        foreach (int column in _copied)
            lines.Text(File[column]);
    }
}
