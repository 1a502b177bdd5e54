namespace VaeMl.Tests.Scoring;

public sealed class ScoreQuantilesTests
{
    [Theory]
    [InlineData(99)]
    [InlineData(50_000)]
    public void Beyond_the_lowest_score_kept_there_is_no_lower_threshold_and_every_row_is_flagged(int rows)
    {
        ScoreQuantiles quantiles = ScoreQuantiles.Estimate(Enumerable.Range(1, rows).Select(i => (float)i));
        Assert.Equal(quantiles.Scores[0], quantiles.ThresholdFor(0.99999));
        Assert.InRange(quantiles.Scores[0], 1, rows / 1000.0 + 1);
        Assert.Equal(1, quantiles.FlagRateAt(0));
    }

    [Fact]
    public void The_highest_1024_scores_are_all_kept_and_the_others_evenly()
    {
        ScoreQuantiles quantiles = ScoreQuantiles.Estimate(Enumerable.Range(1, 50_000).Select(i => (float)i).Reverse());
        Assert.Equal(2048, quantiles.Ranks.Count);
        Assert.Equal(Enumerable.Range(50_000 - 1023, 1024), quantiles.Ranks.Skip(1024));
        Assert.Equal(quantiles.Ranks.Select(rank => (float)rank), quantiles.Scores);
        // 48,976 below.
        Assert.All(quantiles.Ranks.Take(1024).Zip(quantiles.Ranks.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 1, 48));
    }

    [Fact]
    public void Scores_that_are_no_numbers_make_no_threshold()
    {
        ScoreQuantiles quantiles = ScoreQuantiles.Estimate([float.NaN, 3, float.PositiveInfinity, 1, float.NegativeInfinity]);
        Assert.Equal((2, 3.0), (quantiles.Count, quantiles.ThresholdFor(0.1)));
        Assert.Throws<InvalidOperationException>(() => ScoreQuantiles.Estimate([float.NaN]).ThresholdFor(0.1));
    }
}
