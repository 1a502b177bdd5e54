using VaeMl.Reporting;

namespace VaeMl.Tests.Reporting;

public class OrderThinningTests
{
    private static readonly float[] _scores = [.. Enumerable.Range(0, 100_000).Select(i => i == 77_777 ? 5 : (float)new Random(i).NextDouble())];
    private static readonly int[] _all = [.. Enumerable.Range(0, _scores.Length)];

    [Fact]
    public void FewAreAllKept()
    {
        Assert.Equal([1, 5, 9], OrderThinning.Highest([1, 5, 9], _scores, 3));
        Assert.Equal([1, 5, 9], OrderThinning.Covering([1, 5, 9], _scores, new PlotRange(0, 1), 3));
    }

    [Fact]
    public void AnEvenSampleKeepsTheHighest()
    {
        int[] chosen = OrderThinning.Highest(_all, _scores, 1000);
        Assert.InRange(chosen.Length, 900, 1000);
        Assert.Contains(77_777, chosen);
        Assert.Equal(chosen.Order(), chosen);
    }

    [Fact]
    public void EveryPointLiesUnderOneThatIsDrawn()
    {
        PlotRange range = new(0, 5);
        int[] chosen = OrderThinning.Covering(_all, _scores, range, 1000);
        Assert.InRange(chosen.Length, 100, OrderThinning.Across * OrderThinning.Up);
        Assert.Contains(77_777, chosen);
        HashSet<int> cells = [.. chosen.Select(Cell)];
        Assert.Equal(chosen.Length, cells.Count);
        Assert.All(_all, i => Assert.Contains(Cell(i), cells));

        int Cell(int row) => OrderThinning.CellOf(row, _scores, range);
    }

    [Fact]
    public void OfPointsInOneCellTheHighestIsDrawn()
    {
        float[] scores = new float[1000];
        (scores[0], scores[1], scores[2], scores[3], scores[500]) = (5.01f, 5.05f, 5.02f, 9, 5);
        PlotRange range = new(0, 10);
        Assert.Equal([1, 3, 500], OrderThinning.Covering([0, 1, 2, 3, 500], scores, range, many: 4).Order());
        Assert.Equal([0, 1, 2, 3, 500], OrderThinning.Covering([0, 1, 2, 3, 500], scores, range, many: 5));
        Assert.Equal([0, 500], OrderThinning.Covering([0, 500], scores, range, many: 1).Order());
        Assert.Equal(75 * OrderThinning.Up + 37, OrderThinning.CellOf(500, scores, range));
        Assert.Equal(75 * OrderThinning.Up + 22, OrderThinning.CellOf(500, scores, new PlotRange(2, 12)));
        Assert.Equal(75 * OrderThinning.Up + 74, OrderThinning.CellOf(500, scores, new PlotRange(0, 4)));
    }
}
