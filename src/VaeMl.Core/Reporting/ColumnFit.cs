using VaeMl.Scoring;

namespace VaeMl.Reporting;

/// <summary>Measures how well a model reconstructs each column.</summary>
internal static class ColumnFit
{
    /// <summary>The median error of each column. For categories, Booleans and 0/1 columns it is the share of rows that are wrong.</summary>
    public static double[] Measure(HtmlReport report, ReportColumn[] columns, int[] rows)
    {
        int d = report.Model.FeatureCount;
        float[][] errors = [.. columns.Select(_ => new float[rows.Length])];
        BatchScoring.ForEachBatch(report.Rows, rows, (first, values) =>
        {
            float[] expected = new float[values.Length];
            report.Model.Score(values, new ScoreColumns { Reconstruction = expected });
            for (int i = 0; i * d < values.Length; i++)
                for (int k = 0; k < columns.Length; k++)
                    errors[k][first + i] = Error(columns[k], expected.AsSpan(i * d, d), values.Slice(i * d, d));
        });
        return [.. columns.Select((column, k) => Typical(column, errors[k]))];
    }

    /// <summary>Whether a column's error is a share of rows.</summary>
    public static bool IsShare(ReportColumn column) => column.IsBinary || column.Column.Kind is ColumnKind.Category or ColumnKind.Boolean;

    /// <summary>The unit of a column's error; empty for a number, whose error is in its own unit.</summary>
    public static string UnitOf(ReportColumn column) => column.Column.Kind != ColumnKind.DateTime ? ""
        : column.Column.Parts is DateParts.TimeOfDay or (DateParts.TimeOfDay | DateParts.DayOfWeek) ? "hours" : "days";

    /// <summary>The error in a row; NaN if missing. For categories, Booleans and 0/1 columns it is 0 if right and 1 if wrong.</summary>
    public static float Error(ReportColumn column, ReadOnlySpan<float> expectedRow, ReadOnlySpan<float> row)
    {
        if (column.IsMissing(row))
            return float.NaN;
        ReadOnlySpan<float> expected = column.In(expectedRow), seen = column.In(row);
        DateParts parts = column.Column.Parts;
        return column.Column.Kind switch
        {
            ColumnKind.Category => expected[0] == seen[0] ? 0 : 1,
            ColumnKind.Boolean or ColumnKind.Number when IsShare(column) => expected[0] >= 0.5f == (seen[0] >= 0.5f) ? 0 : 1,
            ColumnKind.DateTime when parts.HasFlag(DateParts.Elapsed) => MathF.Abs(expected[^1] - seen[^1]),
            ColumnKind.DateTime => (parts.HasFlag(DateParts.TimeOfDay) ? 24 : 7) * Turn(expected, seen),
            _ => MathF.Abs(expected[0] - seen[0]),
        };
    }

    /// <summary>The angle between two directions, in turns.</summary>
    private static float Turn(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        float turn = MathF.Abs(MathF.Atan2(a[0], a[1]) - MathF.Atan2(b[0], b[1])) / MathF.Tau;
        return MathF.Min(turn, 1 - turn);
    }

    private static double Typical(ReportColumn column, float[] errors)
    {
        float[] known = [.. errors.Where(error => !float.IsNaN(error)).Order()];
        return known.Length == 0 ? double.NaN
            : IsShare(column) ? known.Average(error => (double)error)
            : (known[(known.Length - 1) / 2] + (double)known[known.Length / 2]) / 2;
    }
}
