using VaeMl.Reporting;

namespace VaeMl.Tests.Reporting;

public class AurocTests
{
    [Theory]
    [InlineData(new float[] { 1, 2, 3, 4 }, new[] { false, false, true, true }, 1)]
    [InlineData(new float[] { 1, 2, 3, 4 }, new[] { true, true, false, false }, 0)]
    [InlineData(new float[] { 5, 5, 5, 5 }, new[] { true, false, true, false }, 0.5)]
    [InlineData(new float[] { 1, 3, 2, 3 }, new[] { false, false, true, true }, 0.625)]
    [InlineData(new[] { 1, float.NaN }, new[] { false, true }, 1)]
    public void KnownCases(float[] scores, bool[] labels, double expected) => Assert.Equal(expected, Auroc.Compute(scores, labels), 12);

    [Theory]
    [InlineData(60)]
    [InlineData(400)]
    [InlineData(8)]
    public void IsTheShareOfPairsInOrder(int most)
    {
        Random random = new(3);
        float[] scores = [.. Enumerable.Range(0, 300).Select(_ => (float)random.Next(40))];
        bool[] labels = [.. scores.Select(s => random.Next(most) < s)];
        double wins = 0, pairs = 0;
        for (int i = 0; i < scores.Length; i++)
            for (int j = 0; j < scores.Length; j++)
                if (labels[i] && !labels[j])
                    (wins, pairs) = (wins + (scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0), pairs + 1);
        Assert.Equal(wins / pairs, Auroc.Compute(scores, labels), 12);
    }

    [Fact]
    public void IsUndefinedWithoutBothLabels()
    {
        Assert.True(double.IsNaN(Auroc.Compute([1, 2], [true, true])));
        Assert.True(double.IsNaN(Auroc.Compute([], [])));
        Assert.Throws<ArgumentException>(() => Auroc.Compute([1], []));
    }

    [Fact]
    public void WithoutBothLabelsThereIsNone()
    {
        Assert.Equal(double.NaN, Auroc.Compute([1, 2], [false, false]));
        Assert.Equal(double.NaN, Auroc.Compute([1, 2], [true, true]));
        Assert.Throws<ArgumentException>("labels", () => Auroc.Compute([1, 2, 3], [true, false]));
    }
}
