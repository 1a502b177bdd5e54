using VaeMl.Training;

namespace VaeMl.Tests.Training;

public sealed class BlocksTests
{
    [Fact]
    public void Every_row_is_either_trained_on_or_held_out_and_as_many_are_as_asked()
    {
        for (int rows = 2; rows < 60; rows++)
            for (int count = 0; count < rows; count++)
            {
                (int[] training, int[] heldOut) = RowPartition.HoldOut([.. Enumerable.Range(0, rows)], count);
                Assert.Equal(count, heldOut.Length);
                Assert.Equal(Enumerable.Range(0, rows), training.Concat(heldOut).Order());
            }
    }

    [Fact]
    public void Held_out_rows_are_ten_blocks_spread_evenly()
    {
        (_, int[] heldOut) = RowPartition.HoldOut([.. Enumerable.Range(0, 1000)], 100);
        Assert.Equal(Enumerable.Range(0, 10).SelectMany(block => Enumerable.Range(100 * block + 45, 10)), heldOut);
    }
}
