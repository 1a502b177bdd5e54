using System.Text;
using VaeMl.Messages;

namespace VaeMl.Reporting;

/// <summary>
/// A report on a model and scored rows as one self-contained HTML file: the most anomalous rows with what was expected and what was seen,
/// the scores in the table's order and their distribution, ROC and precision-recall curves where there are labels, a summary of every column,
/// the latent space along two principal directions, and loss curves by term. No script, no external resource.
/// </summary>
public sealed record HtmlReport
{
    /// <summary>The model.</summary>
    public required VaeModel Model { get; init; }

    /// <summary>What happened in its training.</summary>
    public required TrainingReport Training { get; init; }

    /// <summary>The rows to score and show, with the model's features.</summary>
    public required VaeData Rows { get; init; }

    /// <summary>For each row whether it is labelled an anomaly.</summary>
    /// <value>Null: there are no labels, and rows are coloured by what the model flags.</value>
    public IReadOnlyList<bool>? Labels { get; init; }

    /// <summary>The page's title.</summary>
    /// <value>"VaeMl report".</value>
    public string Title { get; init; } = "VaeMl report";

    /// <summary>Which rows these are, in a few words.</summary>
    /// <value>"scored rows".</value>
    public string RowsAre { get; init; } = "scored rows";

    /// <summary>What a row with label false is called.</summary>
    /// <value>"usual".</value>
    public string UsualName { get; init; } = "usual";

    /// <summary>What a row with label true is called.</summary>
    /// <value>"anomaly".</value>
    public string AnomalyName { get; init; } = "anomaly";

    /// <summary>The number under which each row is shown.</summary>
    /// <value>Null: rows are numbered from 1.</value>
    public IReadOnlyList<int>? RowNumbers { get; init; }

    /// <summary>The line of the file on which each row begins, shown beside its number.</summary>
    /// <value>Null: none is shown.</value>
    public IReadOnlyList<int>? LineNumbers { get; init; }

    /// <summary>Scores the rows and writes the page.</summary>
    /// <exception cref="ArgumentException">The rows don't have the model's features, or there is not one label, number or line for each row.</exception>
    public string Render()
    {
        Check();
        ScoredRows scored = ScoredRows.Score(this);
        StringBuilder html = new();
        new ReportPage(this, scored).Write(html);
        return html.ToString();
    }

    /// <summary>Writes the page to a file.</summary>
    /// <param name="path">The file; an older one is replaced.</param>
    public void Save(string path) => File.WriteAllText(path, Render());

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
