using VaeMl.Training;

namespace VaeMl.Tests.Training;

/// <summary>When a report says that a threshold may flag another share than was asked for.</summary>
public sealed class ThresholdWarningsTests
{
    // A threshold needs 1/rate − 1 rows: then one further row in as many as there are, and itself, lies above all.
    [Theory]
    [InlineData(0.01, 98, true)]
    [InlineData(0.01, 99, false)]
    [InlineData(0.25, 2, true)]
    [InlineData(0.25, 3, false)]
    public void Too_few_rows_for_the_flag_rate_are_named(double flagRate, int rows, bool warned)
    {
        string[] warnings = [.. Warnings(new VaeOptions { FlagRate = flagRate }).CheckCalibration(ScoreQuantiles.Estimate(Enumerable.Range(0, rows).Select(i => (float)i))).Select(warning => warning.Message)];
        Assert.Equal(
            warned ? [FormattableString.Invariant($"The threshold rests on {rows} rows, too few for a flag rate of {flagRate}: it is their highest score, which about one row in {rows + 1} exceeds.")] : [],
            warnings);
    }

    [Fact]
    public void A_model_without_a_threshold_says_so() => Assert.Equal(
        ["The model has no threshold and flags nothing: no rows were held out and CalibrationFolds is 0."],
        new VaeTrainer(Models.Quick with { CalibrationFolds = 0 }).Train(new VaeData(Models.Rows(100))).Report.Warnings.Select(warning => warning.Message));

    [Fact]
    public void Every_feature_that_orders_the_rows_is_named_where_neighbours_stay_together()
    {
        float[][] rows = [.. Models.Rows(60).Select((row, i) => (float[])[i, row[1], -2 * i])];
        float[] level = new float[60];
        string[] warnings = [.. Warnings(new VaeOptions(), rows).CheckOrder(level, 5).Select(warning => warning.Message)];
        Assert.Equal(2, warnings.Length);
        Assert.Contains("sorted by feature 'f0'", warnings[0], StringComparison.Ordinal);
        Assert.Contains("sorted by feature 'f2'", warnings[1], StringComparison.Ordinal);
        Assert.Empty(Warnings(new VaeOptions { Split = RowSplit.Random }, rows).CheckOrder(level, 5));
        Assert.Empty(Warnings(new VaeOptions(), rows).CheckOrder([], 5));
        // Scores that drift in rows that are sorted need no second warning.
        float[] drifting = [.. Enumerable.Range(0, 60).Select(i => (float)i)];
        Assert.Equal([TrainingWarningKind.SortedRows, TrainingWarningKind.SortedRows], Warnings(new VaeOptions(), rows).CheckOrder(drifting, 2).Select(warning => warning.Kind));
        Assert.Equal([TrainingWarningKind.ScoreDrift], Warnings(new VaeOptions()).CheckOrder(drifting, 2).Select(warning => warning.Kind));
    }

    [Fact]
    public void Scores_that_drift_are_told_with_the_shares_of_the_blocks_at_both_ends()
    {
        // In five blocks of 100, the lowest 20 of 100 above the median of all and the highest 80.
        float[] drifting = [.. Enumerable.Range(0, 500).Select(i => i % 100 < (i < 100 ? 20 : i < 400 ? 50 : 80) ? 1000f + i : i)];
        string warning = Assert.Single(Warnings(new VaeOptions()).CheckOrder(drifting, 5)).Message;
        Assert.Contains(
            "Across 5 blocks of neighbouring rows, the fraction above the median score ranges from 20 % to 80 %.", warning, StringComparison.Ordinal);
        Assert.Empty(Warnings(new VaeOptions { Split = RowSplit.Random }).CheckOrder(drifting, 5));
    }

    private static ThresholdWarnings Warnings(VaeOptions options, float[][]? rows = null)
    {
        VaeData data = new(rows ?? Models.Rows(60));
        return new ThresholdWarnings(options, data, new DataSummary(data, default));
    }
}
