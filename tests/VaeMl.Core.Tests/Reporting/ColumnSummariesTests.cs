using VaeMl.Reporting;

namespace VaeMl.Tests.Reporting;

public class ColumnSummariesTests
{
    [Fact]
    public void SharesOfTheExcessAddUp()
    {
        HtmlReport report = LogTable.Report(LogTable.Data(300));
        ScoredRows rows = ScoredRows.Score(report);
        ColumnSummaries summaries = ColumnSummaries.Compute(report, rows, ReportColumn.ListAll(report.Model), 10);
        float[] flagged = [.. rows.Scores.Where(report.Model.IsAnomaly)];
        Assert.NotEmpty(flagged);
        Assert.True(summaries.AreFlagged);
        Assert.Equal(flagged.Length, summaries.SelectedRows);
        Assert.Equal(300, summaries.ComparedRows);
        Assert.Equal(flagged.Average() - report.Model.MeanTrainingScore, summaries.Columns.Sum(c => c.Excess) + summaries.LatentExcess, 0.01);
        Assert.Equal(1, summaries.Columns.Sum(c => c.Share) + summaries.LatentShare, 1e-6);
        Assert.Equal("load", summaries.Columns.MaxBy(c => c.Excess)!.Column.Name);
    }

    [Fact]
    public void WhereNothingIsFlaggedTheHighestRowsAreSelected()
    {
        HtmlReport report = LogTable.Report(LogTable.Data(100), epochs: 2);
        report = report with { Model = report.Model.WithThreshold(double.PositiveInfinity) };
        ColumnSummaries summaries = ColumnSummaries.Compute(report, ScoredRows.Score(report), ReportColumn.ListAll(report.Model), 10);
        Assert.Equal((false, 10), (summaries.AreFlagged, summaries.SelectedRows));
        Assert.Contains("the 10 rows with the highest scores", report.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public void MissingValuesAndMediansAreTheTables()
    {
        float[][] rows = Models.Rows(200);
        HtmlReport report = new() { Model = Models.Fit(Models.Quick, rows), Training = new VaeTrainer(Models.Quick).Train(new VaeData(rows)).Report, Rows = new VaeData(rows) };
        for (int i = 0; i < 50; i++)
            rows[4 * i][2] = float.NaN;
        ColumnSummary[] columns = [.. ColumnSummaries.Compute(report, ScoredRows.Score(report), ReportColumn.ListAll(report.Model), 10).Columns];
        Assert.Equal([0, 0, 0.25, 0, 0], columns.Select(c => c.Missing));
        float[] errors = [.. rows.Select(row => MathF.Abs(report.Model.Reconstruct(row)[0] - row[0])).Order()];
        Assert.Equal(rows.Average(row => report.Model.Reconstruct(row)[4] >= 0.5f == (row[4] == 1) ? 0.0 : 1), columns[4].Error, 1e-9);
        Assert.Equal((errors[99] + (double)errors[100]) / 2, columns[0].Error, 1e-6);
    }

    [Fact]
    public void ErrorsAreInTheColumnsUnits()
    {
        Assert.Equal(3, Error(SchemaColumn.Number("n"), [1], [4]));
        Assert.Equal(1, Error(SchemaColumn.Category("c", ["a", "b"]), [1], [-1]));
        Assert.Equal(0, Error(SchemaColumn.Boolean("b"), [0.7f], [1]));
        Assert.True(float.IsNaN(Error(SchemaColumn.Boolean("b"), [0.7f], [float.NaN])));
        AssertDates("days", 2.5f, DateParts.Elapsed, "2026-03-01T00:00", "2026-03-03T12:00");
        AssertDates("hours", 2, DateParts.TimeOfDay, "2026-03-01T23:00", "2026-03-05T01:00");
        AssertDates("hours", 2, DateParts.TimeOfDay | DateParts.DayOfWeek, "2026-03-01T23:00", "2026-03-05T01:00");
        AssertDates("days", 1, DateParts.DayOfWeek, "2026-11-22T00:00", "2026-11-23T00:00");

        static void AssertDates(string unit, float error, DateParts parts, string expected, string seen)
        {
            SchemaColumn column = SchemaColumn.Date("d", parts, new DateTime(2026, 1, 1));
            float[] a = new float[column.FeatureNames.Count], b = new float[a.Length];
            column.Encode(DateTime.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), a);
            column.Encode(DateTime.Parse(seen, System.Globalization.CultureInfo.InvariantCulture), b);
            Assert.Equal(error, Error(column, a, b), 1e-4);
            Assert.Equal(unit, ColumnFit.UnitOf(new ReportColumn("d", column, 0, a.Length)));
        }

        static float Error(SchemaColumn column, float[] expected, float[] seen) => ColumnFit.Error(new ReportColumn("x", column, 0, expected.Length), expected, seen);
    }
}
