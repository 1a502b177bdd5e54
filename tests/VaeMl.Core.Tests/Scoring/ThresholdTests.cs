using VaeMl.Training;

namespace VaeMl.Tests.Scoring;

public sealed class ThresholdTests
{
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void A_threshold_from_kept_scores_is_that_of_all_scores(double flagRate)
    {
        Random random = new(1);
        float[] scores = [.. Enumerable.Range(0, 100_000).Select(_ => (float)Models.Normal(random))];
        ScoreQuantiles quantiles = ScoreQuantiles.Estimate(scores);
        Assert.Equal(100_000, quantiles.Count);
        Assert.InRange(quantiles.Scores.Count, 2, ScoreQuantiles.MaxKeptScores);
        double above = scores.Count(score => score > quantiles.ThresholdFor(flagRate)) / 100_000.0;
        // Below the upper 1,024 scores one in about a hundred is kept.
        Assert.Equal(flagRate, above, 1e-3);
    }

    [Fact]
    public void With_few_scores_the_threshold_is_the_order_statistic()
    {
        ScoreQuantiles quantiles = ScoreQuantiles.Estimate([.. Enumerable.Range(1, 99).Select(i => (float)i)]);
        Assert.Equal(90, quantiles.ThresholdFor(0.1), 1e-9);
        Assert.Equal(95.5, quantiles.ThresholdFor(0.045), 1e-9);
        Assert.Equal(99, quantiles.ThresholdFor(0.001));
    }

    [Theory]
    [InlineData(99)]
    [InlineData(50_000)]
    public void The_flag_rate_at_a_threshold_is_the_rate_it_was_made_for(int rows)
    {
        ScoreQuantiles quantiles = ScoreQuantiles.Estimate(Enumerable.Range(1, rows).Select(i => (float)Math.Sqrt(i)));
        foreach (double rate in new[] { 0.011, 0.05, 0.3, 0.77 })
            Assert.Equal(rate, quantiles.FlagRateAt(quantiles.ThresholdFor(rate)), 1e-9);
        Assert.Equal(1.0 / (rows + 1), quantiles.FlagRateAt(1e9), 1e-12);
        Assert.Equal(double.NaN, ScoreQuantiles.Estimate([]).FlagRateAt(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_flag_rate_outside_its_range_is_refused(double flagRate) =>
        Assert.Contains(
            "flagRate must lie in (0, 1).",
            Assert.Throws<ArgumentOutOfRangeException>(() => ScoreQuantiles.Estimate([1, 2]).ThresholdFor(flagRate)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_model_without_calibration_flags_only_rows_it_cannot_score()
    {
        VaeModel model = Models.Fit(Models.Quick with { CalibrationFolds = 0 });
        Assert.Equal(double.PositiveInfinity, model.Threshold);
        Assert.False(model.Score([1e9f, 0, 0, 0, 0]).IsAnomaly);
        Assert.True(model.Score([float.PositiveInfinity, 0, 0, 0, 0]).IsAnomaly);
        Assert.Contains("trained without calibration", Assert.Throws<InvalidOperationException>(() => model.WithFlagRate(0.1)).Message, StringComparison.Ordinal);
    }

    // The share of fresh rows above the threshold is binomial about the flag rate, widened by the threshold's own error from so many calibration rows.
    [Theory]
    [InlineData(0, 0.02)]
    [InlineData(0, 0.1)]
    [InlineData(0.3, 0.05)]
    public void The_flag_rate_is_the_share_of_unseen_rows_that_are_flagged(double validationFraction, double flagRate)
    {
        const int calibrated = 1500, fresh = 4000;
        int rows = validationFraction == 0 ? calibrated : (int)(calibrated / validationFraction);
        VaeModel model = Models.Fit(Models.Quick with { ValidationFraction = validationFraction, FlagRate = flagRate, CalibrationFolds = 5, Epochs = 150 }, Models.Rows(rows));
        Assert.Equal(calibrated, model.Quantiles.Count);
        double share = model.Scores(new VaeData(Models.Rows(fresh, seed: 77))).Count(model.IsAnomaly) / (double)fresh;
        double error = Math.Sqrt(flagRate * (1 - flagRate) * (1.0 / fresh + 1.0 / calibrated));
        Assert.InRange(share, flagRate - 3 * error, flagRate + 3 * error);
    }

    // A fifth of what the folds' models saw less: quantile by quantile, 10 − (10 − 5)/5, 6 − (6 − 1)/5, 2 − (2 − 0)/5.
    [Fact]
    public void Scores_of_folds_lose_what_the_final_model_gains_from_the_rows_they_lacked() =>
        Assert.Equal([1.6f, 5, 9], OutOfFoldScores.EstimateForFinalModel([10, 2, 6], [1, 5, 0], folds: 5));

    // Rows of one session are alike. Those of sessions to come are not like any of them, which random parts of the sessions at hand cannot tell.
    [Theory]
    [InlineData(null)]
    [InlineData(0.3)]
    public void Blocks_foresee_rows_to_come_where_neighbours_are_alike(double? validationFraction)
    {
        float[][] rows = Sessions(60, seed: 1), later = Sessions(60, seed: 2);
        double Flagged(RowSplit split)
        {
            VaeModel model = Models.Fit(Models.Quick with { Split = split, FlagRate = 0.05, CalibrationFolds = 5, Epochs = 150, ValidationFraction = validationFraction }, rows);
            return model.Scores(new VaeData(later)).Count(model.IsAnomaly) / (double)later.Length;
        }
        double blocks = Flagged(RowSplit.Blocks), random = Flagged(RowSplit.Random);
        Assert.InRange(random, 2 * Math.Max(blocks, 0.05), 1);
        Assert.InRange(blocks, 0, 0.15);
    }

    /// <summary>Twenty rows about each of so many centres, one centre after the other.</summary>
    private static float[][] Sessions(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).SelectMany(_ =>
        {
            float[] centre = [.. Enumerable.Range(0, 6).Select(_ => (float)Models.Normal(random))];
            return Enumerable.Range(0, 20).Select(_ => centre.Select(c => c + 0.1f * (float)Models.Normal(random)).ToArray()).ToArray();
        })];
    }

    [Fact]
    public void Rows_in_the_order_of_a_feature_are_warned_of()
    {
        float[][] rows = [.. Models.Rows(200).OrderBy(row => row[2])];
        string warning = Assert.Single(new VaeTrainer(Models.Quick).Train(new VaeData(rows)).Report.Warnings).Message;
        Assert.Contains("the rows are sorted by feature 'f2'.", warning, StringComparison.Ordinal);
        Assert.Empty(new VaeTrainer(Models.Quick with { Split = RowSplit.Random }).Train(new VaeData(rows)).Report.Warnings);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.3)]
    public void Scores_that_change_along_the_rows_are_warned_of(double? validationFraction)
    {
        VaeOptions options = Models.Quick with { CalibrationFolds = 5, ValidationFraction = validationFraction };
        float[][] rows = Models.Rows(1000);
        Assert.Empty(new VaeTrainer(options).Train(new VaeData(rows)).Report.Warnings);
        // The last fifth lies further out than the others.
        float[][] drifting = [.. rows.Select((row, i) => i < 800 ? row : row[..4].Select((x, j) => j == 3 ? 4 * x : x).Append(row[4]).ToArray())];
        string warning = Assert.Single(new VaeTrainer(options).Train(new VaeData(drifting)).Report.Warnings).Message;
        Assert.StartsWith("The threshold may flag a different fraction of new rows than FlagRate", warning, StringComparison.Ordinal);
        Assert.Empty(new VaeTrainer(options with { Split = RowSplit.Random }).Train(new VaeData(drifting)).Report.Warnings);
    }

    [Fact]
    public void A_drift_needs_more_than_chance_and_a_difference_that_matters()
    {
        float[] scores = [.. Enumerable.Range(0, 1000).Select(i => (float)(i * 37 % 1000))];
        Assert.Null(ScoreDrift.Measure(scores, 5));
        Assert.Equal((0, 1), ScoreDrift.Measure([.. scores.Order()], 5));
        Assert.Null(ScoreDrift.Measure([1, 1, 2, 2], 2));
        Assert.Null(ScoreDrift.Measure(new float[1000], 5));
        Assert.Null(ScoreDrift.Measure(scores, 1));
        Assert.Null(ScoreDrift.Measure([1], 2));
        // The median itself counts half.
        Assert.Equal((0, 0.999), ScoreDrift.Measure([.. scores.Order()], 2));
        // A fifth of the rows, of which about 60 % and then 80 % score above the others' median.
        Assert.Null(ScoreDrift.Measure(Raised(0.2), 5));
        (double lowest, double highest) = ScoreDrift.Measure(Raised(0.6), 5)!.Value;
        Assert.InRange(lowest, 0.4, 0.5);
        Assert.InRange(highest, 0.7, 0.85);

        // Three standard errors are chance in blocks of 25 rows, and none in blocks of 400.
        Assert.Null(ScoreDrift.Measure(Shares(25), 4));
        (lowest, highest) = ScoreDrift.Measure(Shares(400), 4)!.Value;
        Assert.InRange(lowest, 0.19, 0.2);
        Assert.InRange(highest, 0.79, 0.8);

        static float[] Shares(int rows) =>
            [.. Enumerable.Range(0, 4 * rows).Select(i => (i % rows < ((i / rows) switch { 0 => 0.2, 3 => 0.8, _ => 0.5 }) * rows ? 2 : 1) + i % rows * 1e-6f)];

        float[] Raised(double share) => [.. scores.Select((score, i) => i < 800 || i % 10 >= 10 * share ? score : 500 + score / 2)];
    }

    [Fact]
    public void Threshold_and_flag_rate_make_a_new_model()
    {
        VaeModel model = Models.Fit(Models.Quick);
        VaeModel other = model.WithThreshold(-1e9);
        Assert.True(other.Score(Models.Rows(1)[0]).IsAnomaly);
        Assert.NotEqual(model.Threshold, other.Threshold);
        Assert.Equal(model.Threshold, other.WithFlagRate(model.Options.FlagRate).Threshold);
        Assert.True(model.WithFlagRate(0.2).Threshold < model.WithFlagRate(0.05).Threshold);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.WithThreshold(double.NaN));
    }
}
