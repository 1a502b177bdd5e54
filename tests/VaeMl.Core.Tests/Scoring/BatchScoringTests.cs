using VaeMl.Scoring;

namespace VaeMl.Tests.Scoring;

public sealed class BatchScoringTests
{
    [Theory]
    [InlineData(1, 1024)]
    [InlineData(4096, 1024)]
    [InlineData(4097, 992)]
    [InlineData(100_000, 32)]
    [InlineData(int.MaxValue, 32)]
    public void A_batch_has_as_many_rows_as_fit_in_whole_tiles(int features, int rows)
    {
        Assert.Equal(rows, BatchScoring.BatchRows(features));
        Assert.Equal(0, BatchScoring.BatchCount(0, features));
        Assert.Equal(1, BatchScoring.BatchCount(1, features));
        Assert.Equal(1, BatchScoring.BatchCount(rows, features));
        Assert.Equal(2, BatchScoring.BatchCount(rows + 1, features));
        Assert.Equal((int)(((long)int.MaxValue + rows - 1) / rows), BatchScoring.BatchCount(int.MaxValue, features));
    }

    [Fact]
    public void Batches_hold_the_rows_asked_for_in_order()
    {
        float[][] table = Models.Rows(2500, seed: 12);
        VaeData data = new(table);
        int[] backwards = [.. Enumerable.Range(0, table.Length).Reverse()];
        foreach (int[]? indices in new[] { null, backwards })
        {
            float[][] seen = new float[table.Length][];
            BatchScoring.ForEachBatch(data, indices, (first, rows) =>
            {
                for (int i = 0; i < rows.Length / 5; i++)
                    seen[first + i] = rows.Slice(i * 5, 5).ToArray();
            }, threads: 3);
            Assert.Equal(indices is null ? table : [.. table.Reverse()], seen);
        }
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => BatchScoring.ForEachBatch(data, null, (_, _) => Assert.Fail("It was cancelled before."), cancellation: cancelled.Token));
    }
}
