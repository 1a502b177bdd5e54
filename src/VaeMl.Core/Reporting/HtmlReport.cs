using System.Text;
using VaeMl.Files;
using VaeMl.Messages;

namespace VaeMl.Reporting;

/// <summary>
/// A report on a model and scored rows, as one self-contained HTML file without scripts or external resources. It shows the most anomalous rows with expected and actual
/// values, the scores in row order and their distribution, ROC and precision–recall curves if there are labels, a summary of every column,
/// the latent space along its first two principal components, and loss curves by term.
/// </summary>
public sealed record HtmlReport
{
    /// <summary>The model.</summary>
    public required VaeModel Model { get; init; }

    /// <summary>The report of the model's training.</summary>
    public required TrainingReport Training { get; init; }

    /// <summary>The rows to score and show. They have the model's features.</summary>
    public required VaeData Rows { get; init; }

    /// <summary>For each row, whether it is labelled an anomaly.</summary>
    /// <value>Null: no labels. Rows are coloured by whether the model flags them.</value>
    public IReadOnlyList<bool>? Labels { get; init; }

    /// <summary>The page's title.</summary>
    /// <value>"VaeMl report".</value>
    public string Title { get; init; } = "VaeMl report";

    /// <summary>A short description of the rows.</summary>
    /// <value>"scored rows".</value>
    public string RowsDescription { get; init; } = "scored rows";

    /// <summary>The name of rows with label false.</summary>
    /// <value>"normal".</value>
    public string NormalName { get; init; } = "normal";

    /// <summary>The name of rows with label true.</summary>
    /// <value>"anomaly".</value>
    public string AnomalyName { get; init; } = "anomaly";

    /// <summary>The number shown for each row.</summary>
    /// <value>Null: rows are numbered from 1.</value>
    public IReadOnlyList<int>? RowNumbers { get; init; }

    /// <summary>The line of the file at which each row starts, shown beside its number.</summary>
    /// <value>Null: not shown.</value>
    public IReadOnlyList<int>? LineNumbers { get; init; }

    /// <summary>Scores the rows and creates the page.</summary>
    /// <returns>The page as HTML.</returns>
    /// <exception cref="ArgumentException">The rows do not have the model's features, or a number of labels, row or line numbers is wrong.</exception>
    public string Render()
    {
        Check();
        ScoredRows scored = ScoredRows.Score(this);
        StringBuilder html = new();
        new ReportPage(this, scored).Write(html);
        return html.ToString();
    }

    /// <summary>Scores the rows and writes the page to a file.</summary>
    /// <param name="path">The path of the file. An existing file is replaced when the new one is complete.</param>
    /// <exception cref="ArgumentException">The path is empty, the rows do not have the model's features, or a number of labels, row or line numbers is wrong.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to write the file.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] page = Encoding.UTF8.GetBytes(Render());
        AtomicFile.Write(path, stream => stream.Write(page));
    }

    private void Check()
    {
        if (Rows.FeatureCount != Model.FeatureCount)
            throw new ArgumentException($"Rows has {Counted.Format(Rows.FeatureCount, "feature")} and the model {Model.FeatureCount}; they must be the same.");
        CheckCount(nameof(Labels), Labels?.Count);
        CheckCount(nameof(RowNumbers), RowNumbers?.Count);
        CheckCount(nameof(LineNumbers), LineNumbers?.Count);
    }

    private void CheckCount(string name, int? count)
    {
        if (count is int given && given != Rows.Count)
            throw new ArgumentException($"{name} holds {Counted.Format(given, "value")} for {Counted.Format(Rows.Count, "row")}; one is needed for each row.");
    }
}
