using VaeMl.Cli.Cells;
using VaeMl.Cli.Failures;
using VaeMl.Cli.Inference;
using VaeMl.Cli.Tables;

namespace VaeMl.Cli.Features;

/// <summary>The training set.</summary>
/// <param name="Data">The features, NaN where missing.</param>
/// <param name="Labels">For each row, whether it is labelled as an anomaly; null without a label column.</param>
/// <param name="Lines">The line of the file on which each row begins.</param>
/// <param name="Unit">The unit of <paramref name="Lines"/>.</param>
/// <param name="LabelColumn">The name of the label column, or null.</param>
internal sealed record TrainingTable(VaeData Data, IReadOnlyList<bool>? Labels, IReadOnlyList<int> Lines, string Unit, string? LabelColumn)
{
    /// <summary>The lines; null for a format without lines, where the row number serves instead.</summary>
    public IReadOnlyList<int>? FileLines => Unit == TableFile.RowUnit ? null : Lines;

    /// <summary>Reads a whole file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="plan">How its columns are used.</param>
    /// <param name="maxMemory">The memory limit for rows and training, in bytes; null for no limit.</param>
    /// <param name="progress">Called from time to time.</param>
    /// <param name="cancellation">Cancels reading.</param>
    public static TrainingTable Read(TableFile file, TablePlan plan, long? maxMemory, Action progress, CancellationToken cancellation)
    {
        FeatureCells cells = new(file, plan.Kept, plan.Schema, fitting: !plan.IsOfModel);
        VaeDataBuilder rows = new(plan.Schema, maxMemory);
        List<bool>? labels = plan.Label is null ? null : [];
        RowLines lines = new();
        string unit = file.Unit;
        // A log file may have grown since the survey.
        while (rows.Count < plan.Rows && file.Read())
        {
            if (rows.Count % 4096 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress();
            }
            Span<float> row = rows.Add();
            cells.Read(row);
            if (cells.InfinityIn(row) is { } infinity)
                throw infinity;
            lines.Add(file.Line);
            if (plan.Label is int label)
                labels!.Add(ReadLabel(file, label));
        }
        cells.Finish();
        return rows.Count > 0
            ? new TrainingTable(rows.Build(row => TableFile.PlaceOf(row + 1, lines[row], unit)), labels, lines, unit, plan.Label is int column ? file.Header[column] : null)
            : throw new InputException($"{file.Name}: the file has no rows.");
    }

    private static bool ReadLabel(TableFile file, int column)
    {
        ReadOnlySpan<char> text = file[column];
        if (bool.TryParse(text, out bool label))
            return label;
        if (Cell.TryRead(text, file.Culture, out float number) && number is 0 or 1)
            return number == 1;
        throw new InputException(
            $"{file.Name}, {file.Unit} {file.Line}, column '{file.Header[column]}': '{text}' is not a label; labels are 0 or 1, false or true, 1 and true for anomalies.");
    }
}
