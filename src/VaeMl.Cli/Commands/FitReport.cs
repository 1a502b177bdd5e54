using System.Globalization;
using VaeMl.Cli.Features;
using VaeMl.Data;
using VaeMl.Reporting;

namespace VaeMl.Cli.Commands;

/// <summary>The report of a training run. It shows all rows of the file or, if they exceed the memory limit, a sample that includes the most anomalous ones.</summary>
internal static class FitReport
{
    /// <summary>The maximum number of rows shown of a table on disk, in addition to the most anomalous ones.</summary>
    public const int MostRows = 50_000;

    /// <summary>Renders the report as an HTML page.</summary>
    /// <param name="path">The file trained on.</param>
    /// <param name="table">Its rows.</param>
    /// <param name="training">The result of training.</param>
    public static string Page(string path, TrainingTable table, VaeTrainingResult training)
    {
        HtmlReport page = new()
        {
            Model = training.Model,
            Training = training.Report,
            Rows = table.Data,
            Labels = table.Labels,
            LineNumbers = table.FileLines,
            Title = $"VaeMl: {Path.GetFileName(path)}",
            RowsDescription = "all rows of the file, including those used for training",
        };
        return (Shown(table.Data, training.Model) is { } shown ? Restrict(page, shown) : page).Render();
    }

    /// <summary>The rows to show of a table that is not in memory; null for all.</summary>
    private static int[]? Shown(VaeData rows, VaeModel model)
    {
        if (rows.IsInMemory)
            return null;
        int most = (int)Math.Clamp(RowBudget.BytesInMemory(rows.MaxMemory) / (rows.FeatureCount * sizeof(float)), 1, MostRows);
        if (rows.Count <= most)
            return null;
        IEnumerable<int> spread = Enumerable.Range(0, most).Select(i => (int)((long)i * rows.Count / most));
        return [.. spread.Union(ScoredRows.Top(model.Scores(rows), ReportPage.RowsShown)).Order()];
    }

    private static HtmlReport Restrict(HtmlReport page, int[] shown) => page with
    {
        Rows = page.Rows.Select(shown),
        Labels = page.Labels is { } labels ? [.. shown.Select(row => labels[row])] : null,
        RowNumbers = [.. shown.Select(row => row + 1)],
        LineNumbers = page.LineNumbers is { } lines ? [.. shown.Select(row => lines[row])] : null,
        RowsDescription = string.Create(CultureInfo.InvariantCulture, $"{shown.Length:N0} of the file's {page.Rows.Count:N0} rows, spread evenly, with the {ReportPage.RowsShown} of the highest scores among them"),
    };
}
